// Set an event aside whose task failed, for some time; no-op if it is done or was set aside already.
// in: id, attempts, error, pause_ms   out: -   writes: Outbox, SetAside
// cost: constant
// :params {id: 1, attempts: 1, error: 'TimeoutError', pause_ms: 5000}
MATCH (event:Outbox {id: $id})
REMOVE event:Outbox, event.holder, event.held_ms
SET event:SetAside, event.attempts = $attempts, event.error = $error, event.failed_at = datetime(), event.due_ms = timestamp() + $pause_ms
