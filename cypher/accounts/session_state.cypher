// Whether a session stands and its person is active; no row if the session was ended.
// in: user_id, session_id   out: SessionState
// cost: constant
// :params {user_id: 4096, session_id: 4097}
MATCH (session:Session {id: $session_id})<-[:HAS_SESSION]-(person:User {id: $user_id})
RETURN person.status = 'active' AS active
