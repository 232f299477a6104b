// Whom those follow who are most like each reader, the more alike the more it counts; without whom the reader follows.
// in: readers, most   out: Found
// cost: the follows of all who are like each reader
// :params {readers: [1], most: 10}
UNWIND $readers AS reader_id
MATCH (reader:User {id: reader_id})
CALL (reader) {
  MATCH (reader)-[alike:SIMILAR_TO]->(:User)-[:FOLLOWS]->(person:User)
  WHERE person <> reader AND NOT EXISTS { (reader)-[:FOLLOWS]->(person) }
  WITH person.id AS id, sum(alike.score) AS score
  RETURN id
  ORDER BY score DESC, id DESC LIMIT $most
}
RETURN reader.id AS reader, collect(id) AS people
