// Put a second factor on that was begun, and end all sessions but one; no row if it is not the one that was begun.
// in: user_id, factor_id, factor_step, recovery_hashes, session_id, now_ms   out: EndedSessions   writes: Credential, Session, HAS_SESSION
// cost: the person's sessions
// :params {user_id: 4096, factor_id: 4098, factor_step: 58907520, recovery_hashes: ['x'], session_id: 4097, now_ms: 1767225600000}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
// Locks, so that of two at once one puts it on.
SET credential:Credential
WITH person, credential
// Digests of codes are random: these very ones are there only if the statement was sent twice.
WHERE (credential.factor_id = $factor_id AND credential.recovery_hashes = $recovery_hashes)
  OR (credential.pending_factor_id = $factor_id AND $now_ms < credential.pending_factor_until_ms)
SET
  credential.factor_id = $factor_id,
  credential.factor_step = $factor_step,
  credential.recovery_hashes = $recovery_hashes
REMOVE credential.pending_factor_id, credential.pending_factor_until_ms
WITH person
OPTIONAL MATCH (person)-[:HAS_SESSION]->(session:Session) WHERE session.id <> $session_id
WITH collect(session) AS sessions, collect(session.id) AS ended, count(DISTINCT person) AS people
WHERE people > 0
FOREACH (session IN sessions | DETACH DELETE session)
RETURN ended
