// Delete one's tweet: it is gone for everyone at once, what hangs on it goes later, answers to it stay.
// in: viewer_id, tweet_id, thread_id, removal_id   out: Removed   writes: Tombstone, TweetVersion, REPLY_TO, QUOTES, PINNED, Outbox, User
// cost: constant, but for tombstones that its last answer held; likes, retweets and bookmarks are left to a task
// :params {viewer_id: 1, tweet_id: 2, thread_id: null, removal_id: 3}
//
// With a `thread_id`, only a comment of the thread that this other tweet is in is found.
// A tombstone that carries this very removal_id was made by an earlier try of the same request.
CALL () {
  MATCH (tweet:Tweet {id: $tweet_id})
  MATCH (person:User {id: tweet.author_id})
  WHERE
    // readable: person
    person.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    // end
    AND ($thread_id IS NULL OR tweet.id <> $thread_id AND EXISTS {
      MATCH (shown:Tweet {id: $thread_id})
      MATCH (owner:User {id: shown.author_id})
      WHERE
        // readable: owner
        owner.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: owner.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: owner.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND (owner.protected IS NULL OR owner.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: owner.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
        // end
        AND tweet.root_id = coalesce(shown.root_id, shown.id)
    })
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
  OPTIONAL MATCH (tweet)<-[pinned:PINNED]-(person)
  DELETE posted, pinned
  REMOVE tweet:Tweet, tweet.content, tweet.author_id, tweet.feed_author_id, tweet.keywords, tweet.media_author_id, tweet.quoted_id, tweet.edited_at
  SET tweet:Tombstone, tweet.removal_id = $removal_id
  WITH tweet, person
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
  // Without an answer it leaves its thread, and so does each tombstone above that it was the last answer to. What is
  // above is locked before its answers are counted: a moment that never changes is written.
  CALL (tweet) {
    MATCH (tweet)-[:REPLY_TO]->(above)
    WHERE NOT EXISTS { (tweet)<-[:REPLY_TO]-() }
    SET above.created_at = above.created_at
    WITH tweet
    MATCH way = (tweet)-[:REPLY_TO*0..]->(empty:Tombstone)
    WHERE all(node IN nodes(way) WHERE node:Tombstone AND NOT node:HiddenTweet AND (node = tweet OR COUNT { (node)<-[:REPLY_TO]-() } = 1))
    WITH tweet, collect(empty) AS emptied
    UNWIND emptied AS empty
    OPTIONAL MATCH (empty)-[reply:REPLY_TO]->()
    DELETE reply
    // The others are not there to be found any more: what is swept already is of no use.
    WITH DISTINCT tweet, empty
    WHERE empty <> tweet AND NOT EXISTS { (empty)--() }
    DELETE empty
  }
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
