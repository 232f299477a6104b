// A person's own profile.
// in: user_id   out: Me
// cost: constant
// :params {user_id: 4096}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
RETURN
  person.id AS id,
  person.username AS username,
  credential.email AS email,
  credential.email_verified IS NOT NULL AS email_verified,
  credential.factor_id IS NOT NULL AS two_factor,
  person.name AS name,
  person.bio AS bio,
  person.profile_image AS profile_image,
  person.cover_image AS cover_image,
  person.location AS location,
  person.website AS website,
  person.protected IS NOT NULL AS protected,
  person.likes_closed IS NULL AS likes_open
