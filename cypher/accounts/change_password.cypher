// Replace a verified password, end all other sessions and tell the person; no row if the password changed meanwhile.
// in: user_id, verified_hash, password_hash, session_id, notification_id   out: EndedSessions   writes: Credential, Notification, TO, Outbox, Session, HAS_SESSION
// cost: the person's sessions
// :params {user_id: 4096, verified_hash: 'x', password_hash: 'y', session_id: 4097, notification_id: 4098}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
// Locks, so that what is compared is what is true: of a log-in and a new password at once, one waits for the other.
SET credential:Credential
WITH person, credential
WHERE credential.password_hash IN [$verified_hash, $password_hash]
SET credential.password_hash = $password_hash
REMOVE credential.reset_hash, credential.reset_until_ms
MERGE (notification:Notification {key: toString(person.id) + ':changed:0:' + toString($notification_id)})
ON CREATE SET
  notification.id = $notification_id,
  notification.receiver_id = person.id,
  notification.verb = 'changed',
  notification.read = false,
  notification.created_at = datetime({epochMillis: $notification_id / 4096 + 1735689600000})
MERGE (notification)-[:TO]->(person)
MERGE (event:Outbox {id: $notification_id})
ON CREATE SET
  event.topic = 'mail.changed',
  event.payload = '{"user_id": ' + toString(person.id) + ', "event_id": ' + toString($notification_id) + '}',
  event.created_at = datetime({epochMillis: $notification_id / 4096 + 1735689600000})
WITH person
OPTIONAL MATCH (person)-[:HAS_SESSION]->(session:Session)
WHERE session.id <> $session_id
WITH collect(session) AS sessions, collect(session.id) AS ended, count(DISTINCT person) AS people
WHERE people > 0
FOREACH (session IN sessions | DETACH DELETE session)
RETURN ended
