// Delete one's tweet: it is gone for everyone at once, what hangs on it goes later, answers to it stay.
// in: viewer_id, tweet_id, removal_id   out: Removed   writes: Tombstone, Outbox, User
// cost: constant; likes, retweets and bookmarks of it are left to a task
// :params {viewer_id: 1, tweet_id: 2, removal_id: 3}
//
// A tombstone that carries this very removal_id was made by an earlier try of the same request.
CALL () {
  MATCH (tweet:Tweet {id: $tweet_id})
  MATCH (person:User {id: tweet.author_id})
  WHERE
    // visible: person
    person.status = 'active'
    // end
  RETURN tweet, person, person.id = $viewer_id AS is_author
  UNION ALL
  MATCH (tweet:Tombstone {id: $tweet_id}) WHERE tweet.removal_id = $removal_id
  RETURN tweet, null AS person, true AS is_author
}
CALL (tweet, person, is_author) {
  WITH tweet, person WHERE is_author AND person IS NOT NULL
  // The lock comes before the bound is read, so that a post at the same time is not forgotten. A label that is set
  // again only locks; a property set to itself would be read before the lock and written after it.
  SET person:User
  WITH tweet, person
  MATCH (tweet)<-[posted:POSTED]-(person)
  DELETE posted
  REMOVE tweet:Tweet, tweet.content, tweet.author_id, tweet.feed_author_id, tweet.parent_id
  SET tweet:Tombstone, tweet.removal_id = $removal_id
  CREATE (:Outbox {
    id: $removal_id,
    topic: 'tweets.sweep',
    payload: '{"tweet_id": ' + toString(tweet.id) + '}',
    created_at: datetime({epochMillis: $removal_id / 4096 + 1735689600000})
  })
  WITH person, tweet.id AS removed_id
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
}
RETURN is_author
