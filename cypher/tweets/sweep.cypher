// Remove what hangs on a deleted tweet, a batch at a time; the tombstone goes last, unless it was answered.
// in: tweet_id, batch   out: Swept   writes: LIKED, RETWEETED, BOOKMARKED, MENTIONS, TAGGED, Media, User, Notification, Report, ReportCase, Tombstone, Outbox
// cost: the batch
// :params {tweet_id: 2, batch: 1000}
//
// The files of its pictures must be gone already: their names go here.
MATCH (tweet:Tombstone {id: $tweet_id})
WHERE NOT tweet:HiddenTweet
// Locks before anything is looked for: what is made at this moment is found after its commit.
SET tweet:Tombstone
WITH tweet
CALL (tweet) {
  MATCH (tweet)-[tie:LIKED|RETWEETED|BOOKMARKED|MENTIONS|TAGGED]-(other)
  WITH tie, other, type(tie) AS kind, tie.id AS removed_id
  ORDER BY elementId(other)
  LIMIT $batch
  DELETE tie
  WITH other AS person, removed_id, kind
  CALL (person, kind) {
    WITH person WHERE kind = 'RETWEETED'
    // Locks, as in `remove`: a property set to itself would be read before the lock and written after it.
    SET person:User
  }
  CALL (person, removed_id, kind) {
    WITH person WHERE kind = 'RETWEETED'
    // Whom its quote named; the notifications hang on the tweet.
    MATCH (person)-[mention:MENTIONS]->()
    WHERE mention.id = removed_id
    DELETE mention
  }
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
  RETURN count(*) AS untied
}
CALL (tweet) {
  // What was reported of it: the case goes after its reports.
  MATCH (:ReportCase {key: 'tweet:' + toString(tweet.id)})<-[:PART_OF]-(report)
  WITH report LIMIT $batch
  DETACH DELETE report
  RETURN count(*) AS settled
}
CALL (tweet) {
  MATCH (tweet)<-[:ABOUT]-(notification)
  WHERE NOT EXISTS { (notification)<-[:PART_OF]-() }
  WITH notification LIMIT $batch
  DETACH DELETE notification
  RETURN count(*) AS withdrawn
}
CALL (tweet) {
  MATCH (tweet)-[:HAS_MEDIA]->(medium)
  DETACH DELETE medium
  RETURN count(*) AS dropped
}
WITH tweet, untied + settled + withdrawn + dropped AS removed
CALL (tweet, removed) {
  WITH tweet WHERE removed = 0 AND NOT EXISTS { (tweet)<-[:REPLY_TO|QUOTES]-() }
  // Maybe this was the last to hold what is left of the tweet that it answered: that is swept again.
  CALL (tweet) {
    MATCH (tweet)-[:REPLY_TO]->(above:Tombstone)
    WHERE NOT above:HiddenTweet
    MERGE (event:Outbox {id: above.removal_id})
    ON CREATE SET
      event.topic = 'tweets.sweep',
      event.payload = '{"tweet_id": ' + toString(above.id) + '}',
      event.created_at = datetime({epochMillis: above.removal_id / 4096 + 1735689600000})
  }
  DETACH DELETE tweet
}
RETURN removed
