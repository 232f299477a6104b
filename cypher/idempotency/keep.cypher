// Keep the answer to a request under the key that it claimed in this transaction; no row if the person is gone.
// in: user_id, key, status, body, expires_at_ms   out: Kept   writes: IdempotencyKey, HAS_KEY
// cost: constant; locks the key and the person
// :params {user_id: 1, key: 'a', status: 201, body: '{}', expires_at_ms: 1767312000000}
MATCH (person:User {id: $user_id})
MATCH (record:IdempotencyKey {key: toString($user_id) + ':' + $key})
SET record.status = $status, record.body = $body, record.expires_at_ms = $expires_at_ms
MERGE (person)-[:HAS_KEY]->(record)
RETURN record.status AS status
