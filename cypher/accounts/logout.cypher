// End the session of a refresh token; `known` is false if the token is not its newest or the one before, no row if it is gone.
// in: user_id, session_id, presented_hash   out: Ended   writes: Session, HAS_SESSION
// cost: constant
// :params {user_id: 4096, session_id: 4097, presented_hash: 'y'}
MATCH (person:User {id: $user_id})-[:HAS_SESSION]->(session:Session {id: $session_id})
WITH session, coalesce($presented_hash IN [session.refresh_hash, session.previous_hash], false) AS known
FOREACH (ended IN CASE WHEN known THEN [session] ELSE [] END | DETACH DELETE ended)
RETURN known
