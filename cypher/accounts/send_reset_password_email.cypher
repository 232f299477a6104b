// Keep a reset link's hash for whoever has an address, and leave the event that mails it; the event also for nobody.
// in: email, event_id, reset_hash, until_ms   out: -   writes: Credential, Outbox
// cost: constant, and the same whether somebody has the address or not
// :params {email: 'ada@example.com', event_id: 4098, reset_hash: 'z', until_ms: 1767225600000}
OPTIONAL MATCH (credential:Credential {email: $email})
FOREACH (known IN CASE WHEN credential IS NULL THEN [] ELSE [credential] END |
  SET known.reset_hash = $reset_hash, known.reset_until_ms = $until_ms
)
MERGE (event:Outbox {id: $event_id})
ON CREATE SET
  event.topic = 'mail.reset',
  event.payload = '{"user_id": ' + toString(coalesce(credential.user_id, 0)) + ', "event_id": ' + toString($event_id) + '}',
  event.created_at = datetime({epochMillis: $event_id / 4096 + 1735689600000})
