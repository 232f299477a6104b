// What is around a person, as a graph: follows both ways, what they wrote and liked; what is theirs alone is left out.
// in: username_key   out: path
// cost: ten relationships of each kind
// :params {username_key: 'ada'}
MATCH (person:User {username_key: $username_key})
CALL (person) {
  MATCH path = (person)-[:FOLLOWS]->(:User) RETURN path LIMIT 10
UNION ALL
  MATCH path = (person)<-[:FOLLOWS]-(:User) RETURN path LIMIT 10
UNION ALL
  MATCH path = (person)-[:POSTED]->(:Tweet) RETURN path LIMIT 10
UNION ALL
  MATCH path = (person)-[:LIKED]->(:Tweet) RETURN path LIMIT 10
}
RETURN path LIMIT 40
