// Show a hidden tweet again, for staff, with all that hung on it; no-op if it is not hidden.
// in: viewer_id, tweet_id, reason, action_id   out: Ruling   writes: Tweet, Tombstone, HiddenTweet, User, ModerationAction, AGAINST, BY
// cost: constant; locks the author
// :params {viewer_id: 4096, tweet_id: 2, reason: '', action_id: 4099}
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
  SET target:User
  WITH staff, tweet, target, 'shown' AS act, null AS until_ms, tweet.id AS about
  WHERE tweet:HiddenTweet
  SET tweet.author_id = tweet.hidden_author_id
  REMOVE tweet:Tombstone:HiddenTweet, tweet.hidden_author_id
  SET tweet:Tweet
  // The counterpart of what hiding does to the bound: it is as new again as the tweet, if feeds show that.
  SET target.last_post_id = CASE
    WHEN tweet.feed_author_id IS NOT NULL AND coalesce(target.last_post_id, 0) < tweet.id THEN tweet.id
    ELSE target.last_post_id
  END
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
  RETURN true AS changed
}
RETURN coalesce(staff.staff, false) AS is_staff, target IS NOT NULL AS is_there, coalesce(target.staff, false) AS is_exempt,
  coalesce(changed, false) AS changed, target.username AS username
