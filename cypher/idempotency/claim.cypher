// Claim a key for one request of one person, and read what is kept under it; a second claim waits for the first one's end.
// in: user_id, key, request_hash, now_ms   out: Claim   writes: IdempotencyKey
// cost: constant; locks the key
// :params {user_id: 1, key: 'a', request_hash: 'x', now_ms: 1767225600000}
//
// An expired record is as if it were not there. Part of a transaction with the effect and `keep`: a record without an
// answer is seen by nobody else.
MERGE (record:IdempotencyKey {key: toString($user_id) + ':' + $key})
ON CREATE SET record.expires_at_ms = 0
// Locks before what is kept is read; a label that is set again does nothing else.
SET record:IdempotencyKey
WITH record, record.expires_at_ms <= $now_ms AS fresh
CALL (record, fresh) {
  WITH record WHERE fresh
  SET record.user_id = $user_id, record.request_hash = $request_hash, record.status = null, record.body = null
}
RETURN record.request_hash = $request_hash AS same, record.status AS status, record.body AS body
