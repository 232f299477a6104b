// Note that an address is its person's; no row if it is another one by now, or was verified by another attempt.
// in: user_id, email, attempt   out: Owner   writes: Credential
// cost: constant
// :params {user_id: 4096, email: 'ada@example.com', attempt: 4098}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
// Locks, so that of two uses of one link at once only the first finds it.
SET credential:Credential
WITH person, credential
WHERE credential.email = $email AND coalesce(credential.email_verified, $attempt) = $attempt
SET credential.email_verified = $attempt
RETURN person.id AS user_id
