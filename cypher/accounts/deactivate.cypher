// Deactivate a person whose password was verified: invisible at once, all sessions end; no row if it changed meanwhile.
// in: user_id, verified_hash, event_id   out: EndedSessions   writes: User, Credential, Notification, TO, Outbox, Session, HAS_SESSION
// cost: the person's sessions
// :params {user_id: 4096, verified_hash: 'x', event_id: 4098}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
// Locks, so that what is compared is what is true, and no log-in opens a session behind this one's back.
SET credential:Credential
WITH person, credential
WHERE credential.password_hash = $verified_hash AND person.status IN ['active', 'deactivated']
SET person.status = 'deactivated'
MERGE (notification:Notification {key: toString(person.id) + ':deactivated:0:' + toString($event_id)})
ON CREATE SET
  notification.id = $event_id,
  notification.receiver_id = person.id,
  notification.verb = 'deactivated',
  notification.read = false,
  notification.created_at = datetime({epochMillis: $event_id / 4096 + 1735689600000})
MERGE (notification)-[:TO]->(person)
MERGE (event:Outbox {id: $event_id})
ON CREATE SET
  event.topic = 'mail.deactivated',
  event.payload = '{"user_id": ' + toString(person.id) + ', "event_id": ' + toString($event_id) + '}',
  event.created_at = datetime({epochMillis: $event_id / 4096 + 1735689600000})
WITH person
OPTIONAL MATCH (person)-[:HAS_SESSION]->(session:Session)
WITH collect(session) AS sessions, collect(session.id) AS ended, count(DISTINCT person) AS people
WHERE people > 0
FOREACH (session IN sessions | DETACH DELETE session)
RETURN ended
