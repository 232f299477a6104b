// Let an event that failed wait for the relay again, as if it were new; no row if there is none that failed.
// in: id   out: Replayed   writes: DeadLetter, SetAside, Outbox
// cost: constant
// :params {id: 1}
CALL () {
  MATCH (event:DeadLetter {id: $id}) RETURN event
  UNION ALL
  MATCH (event:SetAside {id: $id}) RETURN event
}
OPTIONAL MATCH (twin:Outbox {id: event.id})
WITH event, event.id AS id, twin
FOREACH (double IN CASE WHEN twin IS NULL THEN [] ELSE [event] END | DETACH DELETE double)
FOREACH (back IN CASE WHEN twin IS NULL THEN [event] ELSE [] END |
  REMOVE back:DeadLetter, back:SetAside, back.due_ms, back.attempts
  SET back:Outbox
)
RETURN id
