// Lease the process number that has been free for longest; the holder's own again, no row when all 32 are taken.
// in: holder, lease_ms   out: Slot   writes: ProcessSlot
// cost: constant; one lease at a time, behind the lock node -1
// :params {holder: 'abc', lease_ms: 120000}
MERGE (lock:ProcessSlot {process: -1})
SET lock.until_ms = timestamp()
WITH lock
UNWIND range(0, 31) AS process
OPTIONAL MATCH (slot:ProcessSlot {process: process})
WITH process, slot
WHERE slot IS NULL OR slot.holder = $holder OR slot.until_ms < timestamp()
ORDER BY CASE WHEN slot.holder = $holder THEN 0 ELSE 1 END, coalesce(slot.until_ms, 0), process
LIMIT 1
MERGE (taken:ProcessSlot {process: process})
SET taken.holder = $holder, taken.until_ms = timestamp() + $lease_ms
RETURN process, $lease_ms AS valid_ms
