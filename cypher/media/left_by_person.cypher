// Files of a deleted person, some at a time: of pictures, whether a tweet showed them or none, of the profile, and the archive of their data.
// in: user_id, limit   out: Left
// cost: the page, from an index
// :params {user_id: 1, limit: 100}
//
// Profile and archive go with the person, later: their files have no id.
CALL () {
  MATCH (medium:Media)
  WHERE medium.owner_id = $user_id AND medium.id > 0
  RETURN medium.id AS id, [medium.name, medium.thumbnail] AS names
  LIMIT $limit
  UNION ALL
  MATCH (person:User {id: $user_id})
  WHERE person.status = 'deleted'
  RETURN null AS id, [name IN [person.profile_image, person.cover_image] WHERE name IS NOT NULL] AS names
  UNION ALL
  MATCH (person:User {id: $user_id})
  WHERE person.status = 'deleted'
  MATCH (export:Export {user_id: person.id})
  RETURN null AS id, [export.name] AS names
}
RETURN id, names
