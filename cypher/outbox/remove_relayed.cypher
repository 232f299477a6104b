// Remove events that were relayed; no-op for those that are gone already.
// in: ids   out: -   writes: Outbox
// cost: the number of ids
// :params {ids: [1]}
UNWIND $ids AS id
MATCH (event:Outbox {id: id})
DETACH DELETE event
