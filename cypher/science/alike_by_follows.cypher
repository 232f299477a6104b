// Lead from each person to those who follow the same people: the share of what either follows that both do (Jaccard).
// in: projection, most, found_ms   out: Written   writes: SIMILAR_TO
// cost: of each followee the pairs of their followers
// :params {projection: 'tweetgraph', most: 30, found_ms: 1767225600000}
CALL gds.nodeSimilarity.stream($projection, {relationshipTypes: ['FOLLOWS'], topK: $most, degreeCutoff: 2})
YIELD node1, node2, similarity
WITH gds.util.asNode(node1) AS person, gds.util.asNode(node2) AS other, similarity
CALL (person, other, similarity) {
  MERGE (person)-[alike:SIMILAR_TO {person_id: person.id, other_id: other.id}]->(other)
  SET alike.score = similarity, alike.found_ms = $found_ms
} IN TRANSACTIONS OF 10000 ROWS
RETURN count(*) AS written
