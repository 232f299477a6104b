// The oldest events that wait to be relayed, oldest first.
// in: limit   out: Event
// cost: the page; an ordered index scan
// :params {limit: 100}
MATCH (event:Outbox)
WHERE event.id > 0
RETURN event.id AS id, event.topic AS topic, event.payload AS payload
ORDER BY event.id
LIMIT $limit
