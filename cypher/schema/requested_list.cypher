// Who asks to follow a person, in order.
// in: -   out: -   writes: index
// cost: the number of requests, once
// :params {}
CREATE INDEX requested_list IF NOT EXISTS FOR ()-[requested:REQUESTED]-() ON (requested.target_id, requested.id)
