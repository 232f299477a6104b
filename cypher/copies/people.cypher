// The active people after a given one, oldest first, with what everybody may see of them.
// in: after, limit   out: Person
// cost: the page, from an index
// :params {after: 0, limit: 10000}
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > $after AND person.status = 'active'
WITH person ORDER BY person.id LIMIT $limit
RETURN
  person.id AS id,
  person.username AS username,
  person.username_key AS username_key,
  person.name AS name,
  person.bio AS bio,
  person.location AS location,
  person.website AS website,
  person.protected AS protected,
  toString(person.created_at) AS created_at,
  CASE WHEN person.protected IS NULL THEN person.last_post_id END AS last_post_id
ORDER BY id
