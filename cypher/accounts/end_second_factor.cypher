// Put a second factor off, and end all sessions but one; no row if password or code are used up meanwhile.
// in: user_id, verified_hash, factor_id, factor_step, recovery_hash, session_id   out: EndedSessions   writes: Credential, Session, HAS_SESSION
// cost: the person's sessions
// :params {user_id: 4096, verified_hash: 'x', factor_id: 4098, factor_step: 58907520, recovery_hash: null, session_id: 4097}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
// Locks, so that of two uses of one code at once only the first finds it.
SET credential:Credential
WITH person, credential
// None is on any more where the statement was sent twice.
WHERE credential.password_hash = $verified_hash AND (
  credential.factor_id IS NULL
  OR (credential.factor_id = $factor_id
    AND (credential.factor_step < $factor_step OR $recovery_hash IN credential.recovery_hashes))
)
REMOVE credential.factor_id, credential.factor_step, credential.recovery_hashes
WITH person
OPTIONAL MATCH (person)-[:HAS_SESSION]->(session:Session) WHERE session.id <> $session_id
WITH collect(session) AS sessions, collect(session.id) AS ended, count(DISTINCT person) AS people
WHERE people > 0
FOREACH (session IN sessions | DETACH DELETE session)
RETURN ended
