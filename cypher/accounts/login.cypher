// Open a session for an active person whose password was verified; no row if it, the status or the second factor changed meanwhile.
// in: user_id, verified_hash, kept_hash, factor_id, factor_step, recovery_hash, session_id, refresh_hash, user_agent, issued_ms, refresh_ms   out: Opened   writes: Credential, Session, HAS_SESSION
// cost: constant
// :params {user_id: 4096, verified_hash: 'x', kept_hash: 'x', factor_id: null, factor_step: null, recovery_hash: null, session_id: 4097, refresh_hash: 'y', user_agent: '', issued_ms: 1767225600000, refresh_ms: 86400000}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
// Locks, so that what is compared is what is true: a new password at the same time is not undone.
SET credential:Credential
WITH person, credential
WHERE person.status = 'active' AND credential.password_hash IN [$verified_hash, $kept_hash]
  // A code is used up by the first who brings it; what this brings is there already if it was sent twice.
  AND (
    credential.factor_id IS NULL
    OR EXISTS { (person)-[:HAS_SESSION]->(:Session {id: $session_id}) }
    OR (credential.factor_id = $factor_id
      AND (credential.factor_step < $factor_step OR $recovery_hash IN credential.recovery_hashes))
  )
SET
  credential.factor_step = CASE
    WHEN credential.factor_step < $factor_step THEN $factor_step
    ELSE credential.factor_step
  END,
  credential.recovery_hashes = [kept IN credential.recovery_hashes WHERE $recovery_hash IS NULL OR kept <> $recovery_hash]
SET credential.password_hash = $kept_hash
MERGE (session:Session {id: $session_id})
ON CREATE SET
  session.user_id = $user_id,
  session.refresh_hash = $refresh_hash,
  session.rotated_at_ms = $issued_ms,
  session.user_agent = $user_agent,
  session.created_at = datetime({epochMillis: $session_id / 4096 + 1735689600000}),
  session.last_used_at = datetime({epochMillis: $session_id / 4096 + 1735689600000}),
  session.expires_at = datetime({epochMillis: $issued_ms + $refresh_ms})
MERGE (person)-[:HAS_SESSION]->(session)
RETURN session.id AS session_id
