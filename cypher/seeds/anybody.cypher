// Anybody at all; no row when the graph has no people.
// in: -   out: PersonId
// cost: constant
// :params {}
MATCH (user:User)
RETURN user.id AS id
LIMIT 1
