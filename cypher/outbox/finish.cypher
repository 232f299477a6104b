// Remove an event whose task has taken its effect, wherever it waits by now; no-op if it is gone.
// in: id   out: -   writes: Outbox, SetAside, DeadLetter
// cost: constant
// :params {id: 1}
CALL () {
  MATCH (event:Outbox {id: $id}) RETURN event
  UNION ALL
  MATCH (event:SetAside {id: $id}) RETURN event
  UNION ALL
  MATCH (event:DeadLetter {id: $id}) RETURN event
}
DETACH DELETE event
