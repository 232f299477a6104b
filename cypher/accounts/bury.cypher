// Make tombstones of a deleted person's tweets, each with the event that sweeps it; no-op for those that are none any more.
// in: user_id, tweets   out: -   writes: Tombstone, TweetVersion, POSTED, QUOTES, Outbox
// cost: the batch
// :params {user_id: 4096, tweets: [{tweet_id: 4099, removal_id: 4100}]}
UNWIND $tweets AS each
CALL (each) {
  MATCH (tweet:Tweet {id: each.tweet_id})
  WHERE tweet.author_id = $user_id
  RETURN tweet
  UNION ALL
  MATCH (tweet:HiddenTweet {id: each.tweet_id})
  WHERE tweet.hidden_author_id = $user_id
  RETURN tweet
}
OPTIONAL MATCH (tweet)<-[posted:POSTED]-()
DELETE posted
WITH tweet, each
CALL (tweet) {
  MATCH (tweet)-[:HAD_VERSION]->(version:TweetVersion)
  DETACH DELETE version
}
CALL (tweet) {
  MATCH (tweet)-[quotes:QUOTES]->(inner)
  DELETE quotes
  // Maybe this was the last to hold what is left of a deleted tweet: that is swept again.
  WITH inner WHERE inner:Tombstone AND NOT inner:HiddenTweet
  MERGE (event:Outbox {id: inner.removal_id})
  ON CREATE SET
    event.topic = 'tweets.sweep',
    event.payload = '{"tweet_id": ' + toString(inner.id) + '}',
    event.created_at = datetime({epochMillis: inner.removal_id / 4096 + 1735689600000})
}
REMOVE tweet:Tweet:HiddenTweet, tweet.content, tweet.author_id, tweet.hidden_author_id, tweet.feed_author_id, tweet.keywords, tweet.media_author_id, tweet.parent_id,
  tweet.quoted_id, tweet.edited_at
SET tweet:Tombstone, tweet.removal_id = each.removal_id
MERGE (event:Outbox {id: each.removal_id})
ON CREATE SET
  event.topic = 'tweets.sweep',
  event.payload = '{"tweet_id": ' + toString(tweet.id) + '}',
  event.created_at = datetime({epochMillis: each.removal_id / 4096 + 1735689600000})
