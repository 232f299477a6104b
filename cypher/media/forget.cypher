// Remove pictures whose files are gone; no-op for those that are forgotten already.
// in: ids   out: -   writes: Media
// cost: the number of ids
// :params {ids: [2]}
UNWIND $ids AS id
MATCH (medium:Media {id: id})
DETACH DELETE medium
