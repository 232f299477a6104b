// Pass a tweet on to one's followers, with a quote or without; a second time the first one stands.
// in: viewer_id, tweet_id, retweet_id, quote, mentions, notification_id, mention_ids   out: Retweeted   writes: RETWEETED, MENTIONS, User, Notification
// cost: the mentions of the quote; locks the reader, the tweet, its author and who is mentioned
// :params {viewer_id: 1, tweet_id: 2, retweet_id: 3, quote: 'see @ada', mentions: ['ada'], notification_id: 4, mention_ids: [5]}
//
// A mention in a quote goes from person to person and carries the retweet's id. The tweet's author hears of the retweet
// alone, also when the quote names them.
MATCH (person:User {id: $viewer_id})
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // readable: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
MERGE (person)-[retweet:RETWEETED]->(tweet)
ON CREATE SET
  retweet.id = $retweet_id,
  retweet.actor_id = person.id,
  retweet.tweet_id = tweet.id,
  retweet.quote = $quote,
  retweet.created_at = datetime({epochMillis: $retweet_id / 4096 + 1735689600000}),
  // The bound that prunes feeds only rises here: of two posts at once, the newer one stays.
  person.last_post_id = CASE
    WHEN person.last_post_id > $retweet_id THEN person.last_post_id
    ELSE $retweet_id
  END
WITH person, tweet, author, retweet
CALL (author, person, tweet, retweet) {
  WITH author AS receiver, person AS actor, tweet, retweet,
    'retweeted' AS verb, tweet.id AS target, coalesce(tweet.root_id, tweet.id) AS thread_id, '' AS said, $notification_id AS notification_id
  WHERE retweet.id = $retweet_id AND receiver <> actor
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
CALL (author, person, tweet, retweet) {
  WITH author, person AS actor, tweet, retweet
  WHERE retweet.id = $retweet_id
  UNWIND range(0, size($mentions) - 1) AS at
  MATCH (receiver:User {username_key: $mentions[at]})
  WHERE
    // visible: receiver
    receiver.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: receiver.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: receiver.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    // end
    AND NOT EXISTS { MATCH ()-[made:MENTIONS]->() WHERE made.user_id = receiver.id AND made.id = retweet.id }
  CREATE (actor)-[:MENTIONS {user_id: receiver.id, id: retweet.id}]->(receiver)
  WITH author, actor, tweet, receiver,
    'mentioned' AS verb, retweet.id AS target, coalesce(tweet.root_id, tweet.id) AS thread_id, $quote AS said, $mention_ids[at] AS notification_id
  WHERE receiver <> actor AND receiver <> author
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
  SET notification.in_retweet = true
  CREATE (notification)-[:ABOUT]->(tweet)
}
WITH person, tweet, author, retweet, retweet.id AS id
WITH person, id, retweet,
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
  AS shown
RETURN
  // shape: retweet
  {
    id: id,
    type: 'retweet',
    author: person {.id, .username, .name, .profile_image},
    quote: retweet.quote,
    original_tweet: shown,
    created_at: retweet.created_at.epochMillis
  }
  // end
  AS entry, id = $retweet_id AS created
