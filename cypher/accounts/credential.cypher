// What a person signs in with, by username or e-mail in lower case; no row if nobody has it.
// in: identifier   out: Credential
// cost: constant
// :params {identifier: 'ada'}
CALL () {
  MATCH (credential:Credential {username_key: $identifier}) RETURN credential
  UNION
  MATCH (credential:Credential {email: $identifier}) RETURN credential
}
MATCH (person:User)-[:HAS_CREDENTIAL]->(credential)
RETURN
  person.id AS user_id,
  person.status AS status,
  credential.password_hash AS password_hash,
  credential.factor_id AS factor_id,
  credential.factor_step AS factor_step,
  coalesce(credential.recovery_hashes, []) AS recovery_hashes
