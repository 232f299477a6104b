// Keep the id of a second factor until a code confirms it; no row if the password changed, or if one is on already.
// in: user_id, verified_hash, factor_id, until_ms   out: Begun   writes: Credential
// cost: constant
// :params {user_id: 4096, verified_hash: 'x', factor_id: 4098, until_ms: 1767225600000}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
// Locks, so that what is compared is what is true: a factor that is put on at the same time is not replaced.
SET credential:Credential
WITH person, credential
WHERE credential.password_hash = $verified_hash AND credential.factor_id IS NULL
SET credential.pending_factor_id = $factor_id, credential.pending_factor_until_ms = $until_ms
RETURN person.id AS user_id
