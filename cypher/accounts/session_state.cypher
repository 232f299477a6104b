// Whose a session is and whether they are active; no row if the session was ended.
// in: session_id   out: SessionState
// cost: constant
// :params {session_id: 4097}
MATCH (session:Session {id: $session_id})<-[:HAS_SESSION]-(person:User)
RETURN person.id AS user_id, person.status = 'active' AS active
