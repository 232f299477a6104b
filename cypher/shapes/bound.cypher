// Lower a person's bound to the newest post that is left below a removed one; the person is locked before.
// Statements carry this wording between the marks `// shape: bound` and `// end`; a test compares them.
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
