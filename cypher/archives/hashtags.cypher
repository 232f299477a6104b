// The hashtags that a person follows, oldest first.
// in: viewer_id, after, limit   out: FollowedTag
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH ()-[tie:FOLLOWS_TAG]->()
WHERE tie.user_id = $viewer_id AND tie.id > $after
WITH tie ORDER BY tie.user_id, tie.id LIMIT $limit
RETURN tie.id AS id, tie.hashtag AS hashtag, tie.created_at.epochMillis AS created_at
