// Publish what was scheduled, as if its author, who reads here, wrote it now; no row if it is not there any more, was changed, or must wait.
// in: viewer_id, scheduled_id, changed_id, tweet_id, content, quote_of, reply_settings, media_ids, hashtags, mentions, notification_ids   out: PublishedScheduled   writes: ScheduledTweet, Tweet, POSTED, Media, HAS_MEDIA, QUOTES, TAGGED, MENTIONS, User, Notification
// cost: the tags and mentions of the text, and what its author has scheduled; locks the author
// :params {viewer_id: 1, scheduled_id: 2, changed_id: 2, tweet_id: 3, content: 'hi @ada #graph', quote_of: null, reply_settings: null, media_ids: [], hashtags: ['graph'], mentions: ['ada'], notification_ids: [4, 5]}
//
// Of a hidden author nothing is published until they are back, and nothing before what they want published earlier. A tweet
// to quote that is gone by now is shown as not available; one that has neither text nor pictures left is held back.
MATCH (author:User {id: $viewer_id})
// Locks before the tweet is looked for: of two workers the second finds nothing, and neither does who would change it.
SET author:User
WITH author
WHERE
  // readable: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
MATCH (scheduled:ScheduledTweet {id: $scheduled_id})
WHERE
  scheduled.author_id = author.id
  AND scheduled.changed_id = $changed_id
  AND ($content <> '' OR $media_ids <> [])
  AND NOT EXISTS {
    // That is due as well: $tweet_id is of now.
    MATCH (earlier:ScheduledTweet)
    WHERE earlier.author_id = author.id AND earlier.due_id < scheduled.due_id AND earlier.due_id < $tweet_id
      AND (earlier.content <> '' OR EXISTS { (earlier)-[:HAS_MEDIA]->() })
  }
OPTIONAL MATCH (inner:Tweet {id: $quote_of})
OPTIONAL MATCH (quotee:User {id: inner.author_id})
WHERE
  // readable: quotee
  quotee.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: quotee.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: quotee.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (quotee.protected IS NULL OR quotee.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: quotee.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
// shape: published
CALL (author, inner, quotee) {
  MERGE (tweet:Tweet {id: $tweet_id})
  ON CREATE SET
    tweet.content = $content,
    tweet.author_id = author.id,
    tweet.feed_author_id = author.id,
    tweet.keywords = 'by' + toString(author.id) + ' at' + toString(100000 + $tweet_id / 14745600000),
    tweet.quoted_id = $quote_of,
    tweet.reply_settings = $reply_settings,
    tweet.created_at = datetime({epochMillis: $tweet_id / 4096 + 1735689600000})
  MERGE (author)-[:POSTED]->(tweet)
  // The bound that prunes feeds only rises here: of two posts at once, the newer one stays.
  SET author.last_post_id = CASE
    WHEN author.last_post_id > tweet.id THEN author.last_post_id
    ELSE tweet.id
  END
  WITH author, tweet, inner, CASE WHEN quotee IS NULL THEN [] ELSE [quotee.id] END AS told
  // shape: shown_media
  CALL (tweet) {
    UNWIND range(0, size(coalesce($media_ids, [])) - 1) AS position
    MATCH (medium:Media {id: $media_ids[position]})
    MERGE (tweet)-[has:HAS_MEDIA]->(medium)
    SET has.position = position, medium.tweet_id = tweet.id, tweet.media_author_id = tweet.author_id
    REMOVE medium.unused_id
  }
  // end
  CALL (tweet, inner) {
    WITH tweet, inner WHERE inner IS NOT NULL
    MERGE (tweet)-[:QUOTES]->(inner)
  }
  // shape: hashtags
  CALL (tweet) {
    UNWIND $hashtags AS name
    MERGE (hashtag:Hashtag {name: name})
    MERGE (tweet)-[tagged:TAGGED]->(hashtag)
    ON CREATE SET tagged.id = tweet.id, tagged.hashtag = name
  }
  // end
  CALL (author, tweet, told, inner) {
    UNWIND range(0, size(told) - 1) AS at
    MATCH (receiver:User {id: told[at]}) WHERE receiver <> author
    WITH author AS actor, tweet, receiver,
      'quoted' AS verb, tweet.id AS target, coalesce(inner.root_id, inner.id) AS thread_id, tweet.content AS said,
      $notification_ids[size($mentions) + at] AS notification_id
    // shape: tell
    WITH *
    WHERE NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: receiver.id, blocked_id: actor.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: actor.id, blocked_id: receiver.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: receiver.id, muted_id: actor.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE mute.notifications AND coalesce(mute.until_ms > timestamp(), true) }
      AND NOT EXISTS { MATCH ()-[mute:MUTES_THREAD {user_id: receiver.id, tweet_id: thread_id}]->() USING INDEX SEEK mute:MUTES_THREAD(user_id, tweet_id) }
      AND NOT EXISTS { MATCH (receiver)-[:MUTES_WORD]->(muted) WHERE said =~ muted.pattern AND coalesce(muted.until_ms > timestamp(), true) }
      AND (actor.protected IS NULL OR verb STARTS WITH 'follow' OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: receiver.id, followee_id: actor.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    MERGE (notification:Notification {
      key: toString(receiver.id) + ':' + verb + ':' + toString(actor.id) + ':' + toString(target)
    })
    ON CREATE SET
      notification.id = notification_id,
      notification.receiver_id = receiver.id,
      notification.verb = verb,
      notification.read = false,
      notification.created_at = datetime({epochMillis: notification_id / 4096 + 1735689600000})
    WITH *
    WHERE notification.id = notification_id AND NOT EXISTS { (notification)-[:TO]->() }
    CREATE (notification)-[:TO]->(receiver)
    CREATE (notification)-[:FROM]->(actor)
    // end
    CREATE (notification)-[:ABOUT]->(tweet)
  }
  // shape: mentions
  CALL (author, tweet, told) {
    UNWIND range(0, size($mentions) - 1) AS at
    MATCH (receiver:User {username_key: $mentions[at]})
    WHERE
      // visible: receiver
      receiver.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: receiver.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: receiver.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
      AND NOT EXISTS { (tweet)-[:MENTIONS]->(receiver) }
    MERGE (tweet)-[mention:MENTIONS]->(receiver)
    ON CREATE SET mention.user_id = receiver.id, mention.id = tweet.id
    WITH author AS actor, tweet, told, receiver,
      'mentioned' AS verb, tweet.id AS target, coalesce(tweet.root_id, tweet.id) AS thread_id, tweet.content AS said,
      $notification_ids[at] AS notification_id
    WHERE receiver <> actor AND NOT receiver.id IN told
    // shape: tell
    WITH *
    WHERE NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: receiver.id, blocked_id: actor.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: actor.id, blocked_id: receiver.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: receiver.id, muted_id: actor.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE mute.notifications AND coalesce(mute.until_ms > timestamp(), true) }
      AND NOT EXISTS { MATCH ()-[mute:MUTES_THREAD {user_id: receiver.id, tweet_id: thread_id}]->() USING INDEX SEEK mute:MUTES_THREAD(user_id, tweet_id) }
      AND NOT EXISTS { MATCH (receiver)-[:MUTES_WORD]->(muted) WHERE said =~ muted.pattern AND coalesce(muted.until_ms > timestamp(), true) }
      AND (actor.protected IS NULL OR verb STARTS WITH 'follow' OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: receiver.id, followee_id: actor.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    MERGE (notification:Notification {
      key: toString(receiver.id) + ':' + verb + ':' + toString(actor.id) + ':' + toString(target)
    })
    ON CREATE SET
      notification.id = notification_id,
      notification.receiver_id = receiver.id,
      notification.verb = verb,
      notification.read = false,
      notification.created_at = datetime({epochMillis: notification_id / 4096 + 1735689600000})
    WITH *
    WHERE notification.id = notification_id AND NOT EXISTS { (notification)-[:TO]->() }
    CREATE (notification)-[:TO]->(receiver)
    CREATE (notification)-[:FROM]->(actor)
    // end
    CREATE (notification)-[:ABOUT]->(tweet)
  }
  // end
  RETURN tweet
}
// end
DETACH DELETE scheduled
WITH DISTINCT author, tweet
// Whatever had to wait for this one is looked at again at once.
CALL (author, tweet) {
  MATCH (later:ScheduledTweet)
  WHERE later.author_id = author.id AND later.due_id < tweet.id
  SET later.look_id = later.due_id
}
RETURN tweet.id AS id
