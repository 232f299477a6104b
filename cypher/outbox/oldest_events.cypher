// The oldest events that wait or are under way, oldest first; `due` are those to be put in the stream now.
// in: window   out: Event
// cost: the window; an ordered index seek
// :params {window: 200}
MATCH (event:Outbox)
WHERE event.id > 0
WITH event
ORDER BY event.id
LIMIT $window
WITH
  event.id AS id,
  event.topic AS topic,
  event.payload AS payload,
  coalesce(event.attempts, 0) AS attempts,
  coalesce(event.due_ms, 0) <= timestamp() AS due
// One that was done while this was read has lost what it held.
WHERE topic IS NOT NULL AND payload IS NOT NULL
RETURN id, topic, payload, attempts, due
ORDER BY id
