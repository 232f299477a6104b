// Have an event sent again at once, because a run of its task had to leave a rest; no-op if another run has it.
// in: id, holder   out: -   writes: Outbox
// cost: constant
// :params {id: 1, holder: 'abc'}
MATCH (event:Outbox {id: $id})
SET event.asked_by = $holder
WITH event
WHERE event.holder = $holder
REMOVE event.holder, event.held_ms, event.due_ms, event.attempts, event.error
