// Leave the event that mails a link to verify a person's address; none if it is verified, or if there is none.
// in: user_id, event_id   out: Verification   writes: Outbox
// cost: constant
// :params {user_id: 4096, event_id: 4098}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
FOREACH (_ IN CASE WHEN credential.email IS NOT NULL AND credential.email_verified IS NULL THEN [1] ELSE [] END |
  MERGE (event:Outbox {id: $event_id})
  ON CREATE SET
    event.topic = 'mail.verify',
    event.payload = '{"user_id": ' + toString(person.id) + ', "event_id": ' + toString($event_id) + '}',
    event.created_at = datetime({epochMillis: $event_id / 4096 + 1735689600000})
)
RETURN credential.email AS email, credential.email_verified IS NOT NULL AS email_verified
