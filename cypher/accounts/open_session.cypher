// Open a session for an active person without a password, for who administers this network; no row if there is none.
// in: username_key, session_id, refresh_hash, user_agent, issued_ms, refresh_ms   out: Owner   writes: Session, HAS_SESSION
// cost: constant
// :params {username_key: 'ada', session_id: 4097, refresh_hash: 'y', user_agent: '', issued_ms: 1767225600000, refresh_ms: 86400000}
MATCH (person:User {username_key: $username_key})
WHERE person.status = 'active'
MERGE (session:Session {id: $session_id})
ON CREATE SET
  session.user_id = person.id,
  session.refresh_hash = $refresh_hash,
  session.rotated_at_ms = $issued_ms,
  session.user_agent = $user_agent,
  session.created_at = datetime({epochMillis: $session_id / 4096 + 1735689600000}),
  session.last_used_at = datetime({epochMillis: $session_id / 4096 + 1735689600000}),
  session.expires_at = datetime({epochMillis: $issued_ms + $refresh_ms})
MERGE (person)-[:HAS_SESSION]->(session)
RETURN person.id AS user_id
