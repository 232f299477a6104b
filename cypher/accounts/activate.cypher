// Bring a deactivated person back whose password was verified; no row if it, or the status, changed meanwhile.
// in: user_id, verified_hash, event_id   out: Owner   writes: User, Credential, Notification, TO, Outbox
// cost: constant
// :params {user_id: 4096, verified_hash: 'x', event_id: 4098}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
// Locks, so that what is compared is what is true: a suspension at the same time is not lifted.
SET credential:Credential
WITH person, credential
WHERE credential.password_hash = $verified_hash AND person.status IN ['active', 'deactivated']
SET person.status = 'active'
MERGE (notification:Notification {key: toString(person.id) + ':reactivated:0:' + toString($event_id)})
ON CREATE SET
  notification.id = $event_id,
  notification.receiver_id = person.id,
  notification.verb = 'reactivated',
  notification.read = false,
  notification.created_at = datetime({epochMillis: $event_id / 4096 + 1735689600000})
MERGE (notification)-[:TO]->(person)
MERGE (event:Outbox {id: $event_id})
ON CREATE SET
  event.topic = 'mail.reactivated',
  event.payload = '{"user_id": ' + toString(person.id) + ', "event_id": ' + toString($event_id) + '}',
  event.created_at = datetime({epochMillis: $event_id / 4096 + 1735689600000})
RETURN person.id AS user_id
