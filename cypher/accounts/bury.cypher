// Make tombstones of a deleted person's tweets, each with the event that sweeps it; no-op for those that are none any more.
// in: user_id, tweets   out: -   writes: Tombstone, POSTED, Outbox
// cost: the batch
// :params {user_id: 4096, tweets: [{tweet_id: 4099, removal_id: 4100}]}
UNWIND $tweets AS each
MATCH (tweet:Tweet {id: each.tweet_id})
WHERE tweet.author_id = $user_id
OPTIONAL MATCH (tweet)<-[posted:POSTED]-()
DELETE posted
REMOVE tweet:Tweet, tweet.content, tweet.author_id, tweet.feed_author_id, tweet.media_author_id, tweet.parent_id
SET tweet:Tombstone, tweet.removal_id = each.removal_id
MERGE (event:Outbox {id: each.removal_id})
ON CREATE SET
  event.topic = 'tweets.sweep',
  event.payload = '{"tweet_id": ' + toString(tweet.id) + '}',
  event.created_at = datetime({epochMillis: each.removal_id / 4096 + 1735689600000})
