// Files of a deleted person, some at a time: of pictures, whether a tweet showed them or none, and of the profile.
// in: user_id, limit   out: Left
// cost: the page, from an index
// :params {user_id: 1, limit: 100}
//
// The profile goes with the person, later: its files have no id.
CALL () {
  MATCH (medium:Media)
  WHERE medium.owner_id = $user_id AND medium.id > 0
  RETURN medium.id AS id, [medium.name, medium.thumbnail] AS names
  LIMIT $limit
  UNION ALL
  MATCH (person:User {id: $user_id})
  WHERE person.status = 'deleted'
  RETURN null AS id, [name IN [person.profile_image, person.cover_image] WHERE name IS NOT NULL] AS names
}
RETURN id, names
