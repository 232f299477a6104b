// Where a person is named, oldest first, by whom they may read; the text is another person's, and is left out.
// in: viewer_id, after, limit   out: Mention
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH (source)-[mention:MENTIONS]->()
WHERE mention.user_id = $viewer_id AND mention.id > $after
MATCH (author:User {id: CASE WHEN source:User THEN source.id ELSE source.author_id END})
WHERE
  // readable: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
WITH mention, source, author ORDER BY mention.user_id, mention.id LIMIT $limit
RETURN mention.id AS id, author.username AS author, source:User AS in_retweet
