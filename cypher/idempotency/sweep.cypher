// Remove keys that have expired, the oldest first, a batch at a time.
// in: now_ms, batch   out: Swept   writes: IdempotencyKey, HAS_KEY
// cost: the batch, from an ordered index
// :params {now_ms: 1767225600000, batch: 1000}
MATCH (record:IdempotencyKey)
WHERE record.expires_at_ms <= $now_ms
WITH record
ORDER BY record.expires_at_ms LIMIT $batch
// Locks, and looks again: a request may have claimed the key meanwhile. `properties` reads them, where a single one could
// be the one that the index gave.
SET record:IdempotencyKey
WITH record
WHERE properties(record).expires_at_ms <= $now_ms
DETACH DELETE record
RETURN count(*) AS removed
