// Hide a tweet, for staff: it is gone for everybody as a deleted one is, and all that hangs on it stays; no-op if it is hidden.
// in: viewer_id, tweet_id, reason, action_id   out: Ruling   writes: Tweet, Tombstone, HiddenTweet, User, Notification, TO, ModerationAction, AGAINST, BY
// cost: constant; locks the author
// :params {viewer_id: 4096, tweet_id: 2, reason: 'spam', action_id: 4099}
//
// The labels decide: every index and every reader of tweets loses it. Without an author's id nothing takes it for a tweet.
MATCH (staff:User {id: $viewer_id})
OPTIONAL CALL (staff) {
  MATCH (tweet:Tweet {id: $tweet_id}) WHERE staff.staff
  MATCH (target:User {id: tweet.author_id})
  RETURN tweet, target
  UNION ALL
  MATCH (tweet:HiddenTweet {id: $tweet_id}) WHERE staff.staff
  MATCH (target:User {id: tweet.hidden_author_id})
  RETURN tweet, target
}
OPTIONAL CALL (staff, tweet, target) {
  WITH staff, tweet, target WHERE target IS NOT NULL AND NOT coalesce(target.staff, false)
  // Locks, as a deletion does, before it is looked whether the tweet still is one.
  SET target:User
  WITH staff, tweet, target, 'hidden' AS act, null AS until_ms, tweet.id AS about
  WHERE tweet:Tweet
  SET tweet.hidden_author_id = tweet.author_id
  REMOVE tweet:Tweet, tweet.author_id
  SET tweet:Tombstone:HiddenTweet
  WITH staff, target, act, until_ms, about
  // shape: acted
  MERGE (action:ModerationAction {id: $action_id})
  ON CREATE SET
    action.act = act,
    action.reason = $reason,
    action.until_ms = until_ms,
    action.tweet_id = about,
    action.created_at = datetime({epochMillis: $action_id / 4096 + 1735689600000})
  MERGE (action)-[:AGAINST]->(target)
  MERGE (action)-[:BY]->(staff)
  // end
  MERGE (notification:Notification {key: toString(target.id) + ':hidden:0:' + toString($action_id)})
  ON CREATE SET
    notification.id = $action_id,
    notification.receiver_id = target.id,
    notification.verb = 'hidden',
    notification.read = false,
    notification.created_at = datetime({epochMillis: $action_id / 4096 + 1735689600000})
  MERGE (notification)-[:TO]->(target)
  WITH target AS person, about AS removed_id
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
  RETURN true AS changed
}
RETURN coalesce(staff.staff, false) AS is_staff, target IS NOT NULL AS is_there, coalesce(target.staff, false) AS is_exempt,
  coalesce(changed, false) AS changed, target.username AS username
