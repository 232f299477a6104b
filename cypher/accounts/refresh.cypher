// Rotate a refresh token; a repeat within the grace gets the same successor, a later one ends the session.
// in: user_id, session_id, presented_hash, successor_hash, attempt, now_ms, grace_ms, refresh_ms   out: Rotation   writes: Session, HAS_SESSION
// cost: constant; locks the session first, so that of two at once one rotates and the other repeats
// :params {user_id: 4096, session_id: 4097, presented_hash: 'y', successor_hash: 'z', attempt: 'a', now_ms: 1767225600000, grace_ms: 10000, refresh_ms: 86400000}
MATCH (person:User {id: $user_id, status: 'active'})-[:HAS_SESSION]->(session:Session {id: $session_id})
SET session.last_used_at = datetime({epochMillis: $now_ms})
WITH session, CASE
  WHEN session.refresh_hash = $presented_hash THEN 'rotated'
  WHEN session.previous_hash = $presented_hash
    AND (session.attempt = $attempt OR $now_ms < session.rotated_at_ms + $grace_ms) THEN 'repeated'
  ELSE 'reused'
END AS outcome
FOREACH (rotated IN CASE WHEN outcome = 'rotated' THEN [session] ELSE [] END |
  SET
    rotated.previous_hash = $presented_hash,
    rotated.refresh_hash = $successor_hash,
    rotated.rotated_at_ms = $now_ms,
    rotated.attempt = $attempt,
    rotated.expires_at = datetime({epochMillis: $now_ms + $refresh_ms})
)
WITH session, outcome, session.rotated_at_ms AS rotated_at_ms
FOREACH (reused IN CASE WHEN outcome = 'reused' THEN [session] ELSE [] END | DETACH DELETE reused)
RETURN outcome, rotated_at_ms
