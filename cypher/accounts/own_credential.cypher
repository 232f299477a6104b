// What a person proves themself with, and the reset link that was sent to them; no row if they are gone.
// in: user_id   out: OwnCredential
// cost: constant
// :params {user_id: 4096}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
RETURN
  person.username AS username,
  credential.email AS email,
  credential.password_hash AS password_hash,
  credential.factor_id AS factor_id,
  credential.factor_step AS factor_step,
  coalesce(credential.recovery_hashes, []) AS recovery_hashes,
  credential.pending_factor_id AS pending_factor_id,
  credential.reset_hash AS reset_hash,
  credential.reset_until_ms AS reset_until_ms
