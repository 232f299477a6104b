// The words that a person has muted, oldest first.
// in: viewer_id, after, limit   out: MutedWord
// cost: the person's muted words, a hundred at most
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH (viewer:User {id: $viewer_id})-[:MUTES_WORD]->(muted)
WHERE muted.id > $after
WITH muted ORDER BY muted.id LIMIT $limit
RETURN muted.id AS id, muted.word AS word, muted.until_ms AS until, muted.created_at.epochMillis AS created_at
