// Those who are most like each reader and whom they do not follow.
// in: readers, most   out: Found
// cost: the likenesses of each reader
// :params {readers: [1], most: 10}
UNWIND $readers AS reader_id
MATCH (reader:User {id: reader_id})
CALL (reader) {
  MATCH (reader)-[alike:SIMILAR_TO]->(person)
  WHERE NOT EXISTS { (reader)-[:FOLLOWS]->(person) }
  RETURN person.id AS id
  ORDER BY alike.score DESC, id DESC LIMIT $most
}
RETURN reader.id AS reader, collect(id) AS people
