// A person's account: what they can be told on the phone; no secret and no address is shown.
// in: username_key   out: username, id, status, staff, protected, joined, email_verified, second_factor
// cost: constant
// :params {username_key: 'ada'}
MATCH (person:User {username_key: $username_key})
OPTIONAL MATCH (person)-[:HAS_CREDENTIAL]->(credential:Credential)
RETURN person.username AS username, person.id AS id, person.status AS status, coalesce(person.staff, false) AS staff, person.protected IS NOT NULL AS protected,
  person.created_at AS joined, credential.email_verified IS NOT NULL AS email_verified, credential.factor_id IS NOT NULL AS second_factor
