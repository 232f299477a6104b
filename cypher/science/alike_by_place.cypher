// Lead from each person to those who are nearest in the space of `embed`: kNN by the cosine.
// in: projection, most, found_ms   out: Written   writes: SIMILAR_TO
// cost: some hundred comparisons of each person, until few change
// :params {projection: 'tweetgraph', most: 30, found_ms: 1767225600000}
CALL gds.knn.stream($projection, {nodeProperties: ['place'], topK: $most, randomSeed: 42, concurrency: 1})
YIELD node1, node2, similarity
WHERE similarity > 0
WITH gds.util.asNode(node1) AS person, gds.util.asNode(node2) AS other, similarity
CALL (person, other, similarity) {
  MERGE (person)-[alike:SIMILAR_TO {person_id: person.id, other_id: other.id}]->(other)
  SET alike.score = similarity, alike.found_ms = $found_ms
} IN TRANSACTIONS OF 10000 ROWS
RETURN count(*) AS written
