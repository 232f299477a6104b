// Write onto each person how much those who are followed themselves follow them: PageRank, along follows.
// in: projection   out: Written   writes: User
// cost: every follow, twenty times
// :params {projection: 'tweetgraph'}
CALL gds.pageRank.write($projection, {relationshipTypes: ['FOLLOWS'], writeProperty: 'pagerank'})
YIELD nodePropertiesWritten
RETURN nodePropertiesWritten AS written
