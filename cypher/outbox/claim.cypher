// Take an event for one run of its task; no row if it is done, waits elsewhere, or another run has it.
// in: id, holder, hold_ms   out: Claim   writes: Outbox
// cost: constant
// :params {id: 1, holder: 'abc', hold_ms: 23000}
MATCH (event:Outbox {id: $id})
// Locks, so that of two runs at once only the first has it; the label would come back to one that is being set aside.
SET event.asked_by = $holder
WITH event
WHERE event:Outbox AND (event.holder = $holder OR coalesce(event.held_ms, 0) <= timestamp())
SET event.holder = $holder, event.held_ms = timestamp() + $hold_ms, event.due_ms = timestamp() + $hold_ms
RETURN coalesce(event.attempts, 0) AS attempts
