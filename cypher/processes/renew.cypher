// Keep a leased process number; no row when someone else holds it by now.
// in: process, holder, lease_ms   out: Slot   writes: ProcessSlot
// cost: constant; behind the lock node -1, so that no lease can take the number meanwhile
// :params {process: 0, holder: 'abc', lease_ms: 120000}
MERGE (lock:ProcessSlot {process: -1})
SET lock.until_ms = timestamp()
WITH lock
MATCH (slot:ProcessSlot {process: $process})
WHERE slot.holder = $holder
SET slot.until_ms = timestamp() + $lease_ms
RETURN slot.process AS process, $lease_ms AS valid_ms
