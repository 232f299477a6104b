// The pictures of one person, in order.
// in: -   out: -   writes: index
// cost: the number of pictures, once
// :params {}
CREATE INDEX media_owner IF NOT EXISTS FOR (medium:Media) ON (medium.owner_id, medium.id)
