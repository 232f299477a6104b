// Write onto each person the number of their community, found by Leiden without the direction of follows.
// in: projection   out: Communities   writes: User
// cost: every follow, some tens of times
// :params {projection: 'tweetgraph'}
CALL gds.leiden.write($projection, {relationshipTypes: ['TIES'], writeProperty: 'community', randomSeed: 42, concurrency: 1})
YIELD nodePropertiesWritten, communityCount, modularity
RETURN nodePropertiesWritten AS written, communityCount AS communities, modularity
