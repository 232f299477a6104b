// Give each person in memory a place in a space of 128 dimensions, near to whom they are tied with: FastRP.
// in: projection   out: Written
// cost: every follow, twice
// :params {projection: 'tweetgraph'}
CALL gds.fastRP.mutate(
  $projection,
  {relationshipTypes: ['TIES'], embeddingDimension: 128, iterationWeights: [0.0, 1.0, 1.0], randomSeed: 42, mutateProperty: 'place'}
)
YIELD nodePropertiesWritten
RETURN nodePropertiesWritten AS written
