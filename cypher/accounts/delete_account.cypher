// Delete a person whose password was verified: gone for everyone at once, what hangs on them goes later.
// in: user_id, verified_hash, event_id   out: EndedSessions   writes: User, Credential, HAS_CREDENTIAL, Session, HAS_SESSION, Outbox
// cost: the person's sessions
// :params {user_id: 4096, verified_hash: 'x', event_id: 4098}
//
// Name and address are free again; the names of files are kept for the task that removes them. Who carries this very removal_id was deleted by an earlier try of the same request.
CALL () {
  MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
  // Locks, so that what is compared is what is true, and no log-in opens a session behind this one's back.
  SET credential:Credential
  WITH person, credential
  WHERE credential.password_hash = $verified_hash
  RETURN person, credential
  UNION ALL
  MATCH (person:User {id: $user_id})
  WHERE person.status = 'deleted' AND person.removal_id = $event_id
  RETURN person, null AS credential
}
OPTIONAL MATCH (person)-[:HAS_SESSION]->(session:Session)
WITH person, credential, collect(session) AS sessions, collect(session.id) AS ended
FOREACH (session IN sessions | DETACH DELETE session)
DETACH DELETE credential
SET person = person {.profile_image, .cover_image, id: $user_id, status: 'deleted', removal_id: $event_id}
MERGE (event:Outbox {id: $event_id})
ON CREATE SET
  event.topic = 'accounts.erase',
  event.payload = '{"user_id": ' + toString($user_id) + ', "event_id": ' + toString($event_id) + '}',
  event.created_at = datetime({epochMillis: $event_id / 4096 + 1735689600000})
RETURN ended
