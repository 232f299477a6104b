// One request of a person to another to follow them.
// in: -   out: -   writes: constraint
// cost: the number of requests, once
// :params {}
CREATE CONSTRAINT requested_once IF NOT EXISTS FOR ()-[requested:REQUESTED]-() REQUIRE (requested.requester_id, requested.target_id) IS UNIQUE
