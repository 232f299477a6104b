// Take a retweet back; no-op if there is none.
// in: viewer_id, tweet_id   out: Undone   writes: RETWEETED, MENTIONS, User, Notification
// cost: the mentions in the quotes of the reader's retweets; locks the reader, the tweet and its author; two index seeks for the newest post that is left
// :params {viewer_id: 1, tweet_id: 2}
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // readable: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
MATCH (person:User {id: $viewer_id})
// The lock comes before the bound is read, so that a post at the same time is not forgotten. A label that is set
// again only locks; a property set to itself would be read before the lock and written after it.
SET person:User
WITH tweet, person, author AS receiver
OPTIONAL MATCH ()-[retweet:RETWEETED]->() WHERE retweet.actor_id = person.id AND retweet.tweet_id = tweet.id
OPTIONAL MATCH (notification:Notification {
  key: toString(receiver.id) + ':retweeted:' + toString(person.id) + ':' + toString(tweet.id)
}) WHERE retweet IS NOT NULL
WITH person, retweet, notification, retweet.id AS removed_id
DELETE retweet
DETACH DELETE notification
WITH person, removed_id
CALL (person, removed_id) {
  MATCH (person)-[mention:MENTIONS]->(named)
  WHERE mention.id = removed_id
  DELETE mention
  WITH toString(named.id) + ':mentioned:' + toString(person.id) + ':' + toString(removed_id) AS key
  MATCH (notification:Notification {key: key})
  DETACH DELETE notification
}
WITH person, removed_id
// shape: bound
CALL (person, removed_id) {
  WITH person, removed_id WHERE person.last_post_id = removed_id
  WITH person,
    head(COLLECT {
      MATCH (left:Tweet)
      WHERE left.feed_author_id = person.id AND left.id < removed_id
      RETURN left.id ORDER BY left.feed_author_id DESC, left.id DESC LIMIT 1
    }) AS left_tweet,
    head(COLLECT {
      MATCH ()-[left:RETWEETED]->()
      WHERE left.actor_id = person.id AND left.id < removed_id
      RETURN left.id ORDER BY left.actor_id DESC, left.id DESC LIMIT 1
    }) AS left_retweet
  SET person.last_post_id = CASE
    WHEN left_retweet IS NULL OR left_tweet > left_retweet THEN left_tweet
    ELSE left_retweet
  END
}
// end
RETURN removed_id IS NOT NULL AS removed
