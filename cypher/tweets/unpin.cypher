// Take a tweet of one's own off one's page; no-op if it is not pinned.
// in: viewer_id, tweet_id   out: Unpinned   writes: PINNED
// cost: constant
// :params {viewer_id: 1, tweet_id: 2}
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // visible: author
  author.status = 'active'
  // end
OPTIONAL MATCH (author)-[pinned:PINNED]->(tweet) WHERE author.id = $viewer_id
DELETE pinned
RETURN author.id = $viewer_id AS is_author
