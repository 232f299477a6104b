// Make a dead letter of an event whose task failed too often; a person may replay it; no-op if it is done or one already.
// in: id, attempts, error   out: -   writes: Outbox, DeadLetter
// cost: constant
// :params {id: 1, attempts: 12, error: 'TimeoutError'}
MATCH (event:Outbox {id: $id})
REMOVE event:Outbox, event.holder, event.held_ms, event.due_ms
SET event:DeadLetter, event.attempts = $attempts, event.error = $error, event.failed_at = datetime()
