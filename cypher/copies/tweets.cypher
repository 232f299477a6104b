// The tweets after a given one, oldest first, that everybody may read: of active people who are not protected.
// in: after, limit   out: Tweet
// cost: the page, from an index, with its hashtags and mentions
// :params {after: 0, limit: 5000}
MATCH (tweet:Tweet)
USING INDEX tweet:Tweet(id)
WHERE tweet.id > $after
MATCH (author:User {id: tweet.author_id})
WHERE author.status = 'active' AND author.protected IS NULL
WITH tweet ORDER BY tweet.id LIMIT $limit
RETURN
  tweet.id AS id,
  tweet.content AS content,
  tweet.author_id AS author_id,
  tweet.feed_author_id AS feed_author_id,
  tweet.keywords AS keywords,
  tweet.parent_id AS parent_id,
  tweet.root_id AS root_id,
  tweet.quoted_id AS quoted_id,
  toString(tweet.created_at) AS created_at,
  toString(tweet.edited_at) AS edited_at,
  [(tweet)-[:TAGGED]->(tag:Hashtag) | tag.name] AS hashtags,
  [(tweet)-[:MENTIONS]->(named:User) | named.id] AS mentions
ORDER BY id
