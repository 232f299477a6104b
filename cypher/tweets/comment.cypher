// Answer a tweet, or a comment of its thread; the same id again changes nothing.
// in: viewer_id, tweet_id, parent_id, comment_id, content, uploads, media_ids, hashtags, mentions, notification_ids   out: Commented   writes: Tweet, POSTED, Media, HAS_MEDIA, REPLY_TO, TAGGED, MENTIONS, Notification
// cost: the tags and mentions of the text; locks the tweet that is answered
// :params {viewer_id: 1, tweet_id: 2, parent_id: null, comment_id: 3, content: 'hi @ada #graph', uploads: [], media_ids: [], hashtags: ['graph'], mentions: ['ada'], notification_ids: [4, 5, 6]}
//
// A reply is in no feed: it has no feed_author_id and moves nobody's bound. Told are who is answered and who began the
// thread, once each, and whoever else is mentioned. Who may answer is decided by whoever
// began the thread. No row says that there is no such tweet, a null that what it shall
// answer is no visible comment of the same thread.
MATCH (author:User {id: $viewer_id})
MATCH (target:Tweet {id: $tweet_id})
MATCH (person:User {id: target.author_id})
WHERE
  // readable: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
// Whom the author of the tweet that began the thread lets answer; when that is gone, everyone.
OPTIONAL MATCH (root:Tweet {id: coalesce(target.root_id, target.id)})
WITH author, target, $comment_id AS tweet_id, coalesce(
  root.reply_settings IS NULL
  OR root.author_id = author.id
  OR EXISTS { (root)-[:MENTIONS]->(author) }
  OR root.reply_settings = 'following' AND EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: root.author_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) },
  true
) AS may_reply
// shape: taken_media
CALL (author, tweet_id) {
  UNWIND $uploads AS upload
  MERGE (medium:Media {id: upload.id})
  ON CREATE SET
    medium += upload,
    medium.owner_id = author.id,
    medium.unused_id = upload.id,
    medium.created_at = datetime({epochMillis: upload.id / 4096 + 1735689600000})
}
CALL (author, tweet_id) {
  UNWIND $media_ids AS medium_id
  MATCH (medium:Media {id: medium_id})
  SET medium:Media
  WITH author, tweet_id, medium
  WHERE medium.owner_id = author.id AND coalesce(medium.tweet_id, tweet_id) = tweet_id
  RETURN count(medium) AS usable
}
// end
CALL (author, target, usable, may_reply) {
  MATCH (parent:Tweet {id: coalesce($parent_id, target.id)})
  MATCH (answered:User {id: parent.author_id})
  WHERE
    // readable: answered
    answered.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: answered.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: answered.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (answered.protected IS NULL OR answered.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: answered.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    // end
    AND usable = size($media_ids) AND may_reply
    AND ($parent_id IS NULL OR parent.root_id = coalesce(target.root_id, target.id))
  // Locks what is answered against its own deletion, which looks for answers; a moment that never changes is written.
  SET parent.created_at = parent.created_at
  WITH author, parent
  WHERE parent:Tweet
  MERGE (tweet:Tweet {id: $comment_id})
  ON CREATE SET
    tweet.content = $content,
    tweet.author_id = author.id,
    tweet.keywords = 'by' + toString(author.id) + ' at' + toString(100000 + $comment_id / 14745600000),
    tweet.parent_id = parent.id,
    tweet.root_id = coalesce(parent.root_id, parent.id),
    tweet.created_at = datetime({epochMillis: $comment_id / 4096 + 1735689600000})
  MERGE (author)-[:POSTED]->(tweet)
  MERGE (tweet)-[:REPLY_TO]->(parent)
  WITH author, tweet,
    COLLECT {
      MATCH (above:Tweet)
      WHERE above.id IN [tweet.parent_id, tweet.root_id]
      RETURN DISTINCT above.author_id
    } AS told
  // shape: shown_media
  CALL (tweet) {
    UNWIND range(0, size(coalesce($media_ids, [])) - 1) AS position
    MATCH (medium:Media {id: $media_ids[position]})
    MERGE (tweet)-[has:HAS_MEDIA]->(medium)
    SET has.position = position, medium.tweet_id = tweet.id, tweet.media_author_id = tweet.author_id
    REMOVE medium.unused_id
  }
  // end
  // shape: hashtags
  CALL (tweet) {
    UNWIND $hashtags AS name
    MERGE (hashtag:Hashtag {name: name})
    MERGE (tweet)-[tagged:TAGGED]->(hashtag)
    ON CREATE SET tagged.id = tweet.id, tagged.hashtag = name
  }
  // end
  CALL (author, tweet, told) {
    UNWIND range(0, size(told) - 1) AS at
    MATCH (receiver:User {id: told[at]}) WHERE receiver <> author
    WITH author AS actor, tweet, receiver,
      'commented' AS verb, tweet.id AS target, coalesce(tweet.root_id, tweet.id) AS thread_id, tweet.content AS said,
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
  RETURN collect(tweet) AS made
}
RETURN CASE WHEN made <> [] THEN head([tweet IN made | {
  level: 1,
  id: tweet.id,
  root_id: tweet.root_id,
  parent_id: tweet.parent_id,
  replies_count: COUNT { (tweet)<-[:REPLY_TO]-() },
  tweet:
    // shape: tweet
    {
      id: tweet.id,
      type: 'tweet',
      author: author {.id, .username, .name, .profile_image},
      content: tweet.content,
      media: COLLECT {
        MATCH (tweet)-[has:HAS_MEDIA]->(medium)
        RETURN medium {.id, .type, url: medium.name, .thumbnail, .alt, .width, .height} ORDER BY has.position
      },
      reply_to: CASE WHEN tweet.parent_id IS NOT NULL THEN coalesce(head(COLLECT {
        MATCH (parent:Tweet {id: tweet.parent_id})
        MATCH (replied:User {id: parent.author_id})
        WHERE
          // readable: replied
          replied.status = 'active'
          AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: replied.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
          AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: replied.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
          AND (replied.protected IS NULL OR replied.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: replied.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
          // end
        RETURN {id: parent.id, author: replied {.id, .username, .name, .profile_image}}
      }), {id: tweet.parent_id, unavailable: true}) END,
      quoted: CASE WHEN tweet.quoted_id IS NOT NULL THEN coalesce(head(COLLECT {
        MATCH (inner:Tweet {id: tweet.quoted_id})
        MATCH (quotee:User {id: inner.author_id})
        WHERE
          // readable: quotee
          quotee.status = 'active'
          AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: quotee.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
          AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: quotee.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
          AND (quotee.protected IS NULL OR quotee.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: quotee.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
          // end
        RETURN {
          id: inner.id,
          author: quotee {.id, .username, .name, .profile_image},
          content: inner.content,
          media: COLLECT {
            MATCH (inner)-[has:HAS_MEDIA]->(medium)
            RETURN medium {.id, .type, url: medium.name, .thumbnail, .alt, .width, .height} ORDER BY has.position
          },
          quoted: CASE WHEN inner.quoted_id IS NOT NULL THEN {id: inner.quoted_id} END,
          edited_at: inner.edited_at.epochMillis,
          created_at: inner.created_at.epochMillis
        }
      }), {id: tweet.quoted_id, unavailable: true}) END,
      likes_count: COUNT { (tweet)<-[:LIKED]-() },
      comments_count: COUNT { (tweet)<-[:REPLY_TO]-() },
      retweets_count: COUNT { (tweet)<-[:RETWEETED]-() },
      quotes_count: COUNT { (tweet)<-[:QUOTES]-() },
      is_liked: EXISTS {
        MATCH ()-[mine:LIKED]->() USING INDEX SEEK mine:LIKED(user_id, tweet_id)
        WHERE mine.user_id = $viewer_id AND mine.tweet_id = tweet.id
      },
      is_retweeted: EXISTS {
        MATCH ()-[mine:RETWEETED]->() USING INDEX SEEK mine:RETWEETED(actor_id, tweet_id)
        WHERE mine.actor_id = $viewer_id AND mine.tweet_id = tweet.id
      },
      is_bookmarked: EXISTS {
        MATCH ()-[mine:BOOKMARKED]->() USING INDEX SEEK mine:BOOKMARKED(user_id, tweet_id)
        WHERE mine.user_id = $viewer_id AND mine.tweet_id = tweet.id
      },
      hashtags: [(tweet)-[:TAGGED]->(hashtag) | hashtag.name],
      mentions: COLLECT {
        MATCH (tweet)-[:MENTIONS]->(named)
        WHERE
          // visible: named
          named.status = 'active'
          AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: named.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
          AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: named.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
          // end
        RETURN named {.id, .username, .name, .profile_image}
      },
      reply_settings: coalesce(tweet.reply_settings, 'everyone'),
      edited_at: tweet.edited_at.epochMillis,
      created_at: tweet.created_at.epochMillis
    }
    // end
}]) END AS row, usable = size($media_ids) AS has_media, may_reply
