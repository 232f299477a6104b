// The newest people and whom they follow, as a graph.
// in: -   out: person, path
// cost: the newest 25 people, and eight follows of each
// :params {}
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person ORDER BY person.id DESC LIMIT 25
OPTIONAL CALL (person) {
  MATCH path = (person)-[:FOLLOWS]->(followee:User)
  WHERE followee.status = 'active'
  RETURN path LIMIT 8
}
RETURN person, path LIMIT 200
