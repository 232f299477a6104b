// Pin a tweet of one's own to one's page, where it takes the place of another one; no-op if it is there already.
// in: viewer_id, tweet_id, pin_id   out: Pinned   writes: PINNED
// cost: constant; locks the author
// :params {viewer_id: 1, tweet_id: 2, pin_id: 3}
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // readable: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
OPTIONAL CALL (tweet, author) {
  WITH tweet, author WHERE author.id = $viewer_id
  // The lock comes before the pins are looked at: whoever pins another one, or deletes this one, waits or was first.
  SET author:User
  WITH tweet, author
  WHERE tweet:Tweet
  OPTIONAL MATCH (author)-[other:PINNED]->(above) WHERE above <> tweet
  DELETE other
  WITH DISTINCT tweet, author
  MERGE (author)-[pinned:PINNED]->(tweet)
  ON CREATE SET
    pinned.id = $pin_id,
    pinned.user_id = author.id,
    pinned.tweet_id = tweet.id,
    pinned.created_at = datetime({epochMillis: $pin_id / 4096 + 1735689600000})
  RETURN pinned.id = $pin_id AS created
}
RETURN author.id = $viewer_id AS is_author, created
