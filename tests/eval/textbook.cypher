// Whom a person may want to follow by Adamic and Adar (2003), as the textbook has it: ties in both directions, no bounds.
// in: viewer_id   out: Scored
// cost: everybody around everybody around the viewer
// :params {viewer_id: 1}
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  MATCH (viewer)-[:FOLLOWS]-(friend:User)
  RETURN DISTINCT friend
}
CALL (friend) {
  MATCH (friend)-[:FOLLOWS]-(person:User)
  RETURN collect(DISTINCT person) AS people
}
WITH viewer, people, 1 / log(CASE WHEN size(people) < 2 THEN 2 ELSE size(people) END) AS weight
UNWIND people AS person
WITH viewer, person, sum(weight) AS score
WHERE person <> viewer AND NOT EXISTS { (viewer)-[:FOLLOWS]->(person) }
RETURN person.id AS id, score
ORDER BY score DESC, id DESC LIMIT 10
