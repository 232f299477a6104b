// Bring a deactivated person back whose password was verified; no row if it, the status or the second factor changed meanwhile.
// in: user_id, verified_hash, factor_id, factor_step, recovery_hash, event_id   out: Owner   writes: User, Credential, Notification, TO, Outbox
// cost: constant
// :params {user_id: 4096, verified_hash: 'x', factor_id: null, factor_step: null, recovery_hash: null, event_id: 4098}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
// Locks, so that what is compared is what is true: a suspension at the same time is not lifted.
SET credential:Credential
WITH person, credential
WHERE credential.password_hash = $verified_hash AND person.status IN ['active', 'deactivated']
  // A code is used up by the first who brings it; what this brings is there already if it was sent twice.
  AND (
    credential.factor_id IS NULL
    OR EXISTS { (:Notification {key: toString(person.id) + ':reactivated:0:' + toString($event_id)}) }
    OR (credential.factor_id = $factor_id
      AND (credential.factor_step < $factor_step OR $recovery_hash IN credential.recovery_hashes))
  )
SET
  credential.factor_step = CASE
    WHEN credential.factor_step < $factor_step THEN $factor_step
    ELSE credential.factor_step
  END,
  credential.recovery_hashes = [kept IN credential.recovery_hashes WHERE $recovery_hash IS NULL OR kept <> $recovery_hash]
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
