// Copy who follows whom into the memory of Graph Data Science, twice: FOLLOWS along follows, TIES without their direction.
// in: projection, prefix   out: Projected
// cost: everybody who is active and whose name begins so, and every follow among them
// :params {projection: 'tweetgraph', prefix: ''}
//
// A copy of that name that an earlier run left is dropped.
CALL gds.graph.drop($projection, false) YIELD graphName
WITH count(graphName) AS dropped
MATCH (person:User)
WHERE person.username_key STARTS WITH $prefix AND person.status = 'active'
OPTIONAL MATCH (person)-[:FOLLOWS]->(followee:User)
WHERE followee.username_key STARTS WITH $prefix AND followee.status = 'active'
UNWIND ['FOLLOWS', 'TIES'] AS kind
WITH gds.graph.project(
  $projection, person, followee, {relationshipType: kind}, {undirectedRelationshipTypes: ['TIES']}
) AS made
RETURN made.nodeCount AS people, made.relationshipCount AS ties
