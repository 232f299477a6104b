// The oldest events that wait or are under way, oldest first; `due` are those to be put in the stream now.
// in: window   out: Event
// cost: the window; an ordered index seek
// :params {window: 200}
MATCH (event:Outbox)
WHERE event.id > 0
WITH event
ORDER BY event.id
LIMIT $window
RETURN
  event.id AS id,
  event.topic AS topic,
  event.payload AS payload,
  coalesce(event.attempts, 0) AS attempts,
  coalesce(event.due_ms, 0) <= timestamp() AS due
ORDER BY id
