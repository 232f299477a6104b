// Drop the copy in memory; no-op if there is none.
// in: projection   out: -
// cost: constant
// :params {projection: 'tweetgraph'}
CALL gds.graph.drop($projection, false) YIELD graphName
RETURN graphName AS dropped
