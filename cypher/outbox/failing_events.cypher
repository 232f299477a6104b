// The events after a given one that failed and will be tried again, oldest first.
// in: after_id, limit   out: Letter
// cost: the page; an ordered index seek
// :params {after_id: 0, limit: 100}
MATCH (event:SetAside)
WHERE event.id > $after_id
RETURN
  event.id AS id,
  event.topic AS topic,
  event.payload AS payload,
  'failing' AS state,
  coalesce(event.attempts, 0) AS attempts,
  coalesce(event.error, '') AS error,
  event.created_at.epochMillis AS created_at,
  event.failed_at.epochMillis AS failed_at
ORDER BY event.id
LIMIT $limit
