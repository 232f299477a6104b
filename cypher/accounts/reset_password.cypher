// Set a new password with a reset link, which then is used up; all sessions end; no row if the link is not good.
// in: user_id, reset_hash, password_hash, now_ms, notification_id   out: EndedSessions   writes: Credential, Notification, TO, Outbox, Session, HAS_SESSION
// cost: the person's sessions
// :params {user_id: 4096, reset_hash: 'z', password_hash: 'y', now_ms: 1767225600000, notification_id: 4098}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
// Locks, so that of two uses of one link at once only the first finds it.
SET credential:Credential
WITH person, credential
// A hash has a salt of its own: this very one is there only if the statement was sent twice.
WHERE credential.password_hash = $password_hash
  OR (credential.reset_hash = $reset_hash AND $now_ms < credential.reset_until_ms)
// The link was read at the address that it is bound to.
SET
  credential.password_hash = $password_hash,
  credential.email_verified = coalesce(credential.email_verified, $notification_id)
REMOVE credential.reset_hash, credential.reset_until_ms
MERGE (notification:Notification {key: toString(person.id) + ':reset:0:' + toString($notification_id)})
ON CREATE SET
  notification.id = $notification_id,
  notification.receiver_id = person.id,
  notification.verb = 'reset',
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
WITH collect(session) AS sessions, collect(session.id) AS ended, count(DISTINCT person) AS people
WHERE people > 0
FOREACH (session IN sessions | DETACH DELETE session)
RETURN ended
