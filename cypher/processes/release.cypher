// Give a leased process number back; no-op if someone else holds it by now.
// in: process, holder   out: -   writes: ProcessSlot
// cost: constant; behind the lock node -1
// :params {process: 0, holder: 'abc'}
MERGE (lock:ProcessSlot {process: -1})
SET lock.until_ms = timestamp()
WITH lock
MATCH (slot:ProcessSlot {process: $process})
WHERE slot.holder = $holder
SET slot.holder = null, slot.until_ms = timestamp() - 1
