// Change the text or the pictures of one's tweet soon after it was published; the earlier version is kept.
// in: viewer_id, tweet_id, version_id, content, uploads, media_ids, editable_from, fits_reply, hashtags, mentions, notification_ids   out: Edited   writes: Tweet, TweetVersion, Media, HAS_MEDIA, HAD_VERSION, TAGGED, MENTIONS, Notification
// cost: the tags and mentions of both texts; locks the tweet
// :params {viewer_id: 1, tweet_id: 2, version_id: 3, content: 'hi @ada #graph', uploads: [], media_ids: null, editable_from: 0, fits_reply: true, hashtags: ['graph'], mentions: ['ada'], notification_ids: [4]}
//
// `editable_from` is the smallest id that may still be edited. A content or media_ids of null stays as it is. The same
// text and pictures again change nothing, and neither does a version_id that is there: an earlier try of the same request
// made it. A picture that is taken out may go into another tweet until it is swept.
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // readable: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
WITH tweet, author, CASE
  WHEN author.id <> $viewer_id THEN 'not_author'
  WHEN tweet.id < $editable_from THEN 'edit_expired'
  WHEN tweet.parent_id IS NOT NULL AND NOT $fits_reply THEN 'too_long'
  ELSE 'edited'
END AS outcome
CALL (tweet, author, outcome) {
  WITH tweet, author WHERE outcome = 'edited'
  // Locks before the text is read, so that of two edits at once each keeps the version before it.
  SET tweet.created_at = tweet.created_at
  WITH tweet, author, tweet.id AS tweet_id
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
  RETURN collect(CASE
    WHEN usable < size($media_ids) THEN 'no_media'
    WHEN coalesce($content, tweet.content) = '' AND CASE
      WHEN $media_ids IS NULL THEN NOT EXISTS { (tweet)-[:HAS_MEDIA]->() }
      ELSE $media_ids = []
    END THEN 'empty_tweet'
    ELSE outcome
  END) AS found
}
WITH tweet, author, coalesce(head(found), outcome) AS outcome
CALL (tweet, author, outcome) {
  WITH tweet, author
  WHERE outcome = 'edited' AND tweet:Tweet AND NOT EXISTS { MATCH (:TweetVersion {id: $version_id}) } AND (
    tweet.content <> $content OR $media_ids <> COLLECT {
      MATCH (tweet)-[has:HAS_MEDIA]->(medium) RETURN medium.id ORDER BY has.position
    }
  )
  MERGE (version:TweetVersion {id: $version_id})
  ON CREATE SET
    version.tweet_id = tweet.id,
    version.content = tweet.content,
    version.created_at = coalesce(tweet.edited_at, tweet.created_at)
  MERGE (tweet)-[:HAD_VERSION]->(version)
  SET tweet.content = coalesce($content, tweet.content),
    tweet.edited_at = datetime({epochMillis: $version_id / 4096 + 1735689600000})
  WITH tweet, author,
    COLLECT {
      MATCH (other:Tweet)
      WHERE other.id IN [tweet.parent_id, tweet.root_id, tweet.quoted_id]
      RETURN DISTINCT other.author_id
    } AS told
  CALL (tweet) {
    MATCH (tweet)-[tagged:TAGGED]->(hashtag)
    WHERE $content IS NOT NULL AND NOT hashtag.name IN $hashtags
    DELETE tagged
  }
  CALL (tweet, author) {
    MATCH (tweet)-[mention:MENTIONS]->(named)
    WHERE $content IS NOT NULL AND NOT named.username_key IN $mentions
    DELETE mention
    WITH toString(named.id) + ':mentioned:' + toString(author.id) + ':' + toString(tweet.id) AS key
    MATCH (notification:Notification {key: key})
    DETACH DELETE notification
  }
  CALL (tweet) {
    MATCH (tweet)-[has:HAS_MEDIA]->(medium)
    WHERE NOT medium.id IN $media_ids
    DELETE has
    REMOVE medium.tweet_id
    SET medium.unused_id = medium.id
  }
  SET tweet.media_author_id = CASE WHEN $media_ids = [] THEN null ELSE tweet.media_author_id END
  WITH *
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
}
RETURN outcome, CASE WHEN outcome = 'edited' THEN
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
END AS tweet
