// Events are being put in the stream: each is due again only if it is still here after a time; no-op for those that are done.
// in: ids, again_ms   out: -   writes: Outbox
// cost: the number of ids
// :params {ids: [1], again_ms: 31000}
UNWIND $ids AS id
MATCH (event:Outbox {id: id})
SET event.due_ms = timestamp() + $again_ms
