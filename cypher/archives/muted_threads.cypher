// The threads that a person has muted, oldest first.
// in: viewer_id, after, limit   out: MutedThread
// cost: the page, from an index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH ()-[tie:MUTES_THREAD]->()
WHERE tie.user_id = $viewer_id AND tie.tweet_id > $after
WITH tie ORDER BY tie.user_id, tie.tweet_id LIMIT $limit
RETURN tie.id AS id, tie.tweet_id AS tweet_id, tie.created_at.epochMillis AS created_at
