// Put an event back that could not be dealt with yet; no-op if it waits already.
// in: id, topic, payload   out: -   writes: Outbox
// cost: constant
// :params {id: 1, topic: 'mail.reset', payload: '{}'}
MERGE (event:Outbox {id: $id})
ON CREATE SET event.topic = $topic, event.payload = $payload, event.created_at = datetime()
