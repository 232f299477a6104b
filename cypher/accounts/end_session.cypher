// End one of a person's sessions; no row if it is not theirs or has ended.
// in: viewer_id, session_id   out: Opened   writes: Session, HAS_SESSION
// cost: constant
// :params {viewer_id: 4096, session_id: 4097}
MATCH (person:User {id: $viewer_id})-[:HAS_SESSION]->(session:Session {id: $session_id})
WITH session, session.id AS session_id
DETACH DELETE session
RETURN session_id
