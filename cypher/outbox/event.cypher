// One event, wherever it waits; no row once its effect was taken.
// in: id   out: Letter
// cost: constant
// :params {id: 1}
CALL () {
  MATCH (event:Outbox {id: $id}) RETURN event, CASE WHEN event.due_ms IS NULL THEN 'waiting' ELSE 'under way' END AS state
  UNION ALL
  MATCH (event:SetAside {id: $id}) RETURN event, 'failing' AS state
  UNION ALL
  MATCH (event:DeadLetter {id: $id}) RETURN event, 'dead' AS state
}
RETURN
  event.id AS id,
  event.topic AS topic,
  event.payload AS payload,
  state,
  coalesce(event.attempts, 0) AS attempts,
  coalesce(event.error, '') AS error,
  event.created_at.epochMillis AS created_at,
  event.failed_at.epochMillis AS failed_at
LIMIT 1
