// The id of the person with a username; no row when nobody has it.
// in: username_key   out: PersonId
// cost: constant
// :params {username_key: 'ada'}
MATCH (user:User {username_key: $username_key})
RETURN user.id AS id
