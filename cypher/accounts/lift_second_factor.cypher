// Put a person's second factor off without a code, for who administers this network; no row if there is no such person.
// in: username_key   out: Owner   writes: Credential
// cost: constant
// :params {username_key: 'ada'}
MATCH (person:User {username_key: $username_key})-[:HAS_CREDENTIAL]->(credential:Credential)
REMOVE
  credential.factor_id,
  credential.factor_step,
  credential.recovery_hashes,
  credential.pending_factor_id,
  credential.pending_factor_until_ms
RETURN person.id AS user_id
