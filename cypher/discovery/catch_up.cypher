// What the people whom the reader follows tweeted in a stretch of time, what others did most with first.
// in: viewer_id, since, before, people, reach, skip, limit   out: CaughtUp
// cost: a read for each followee, then the newest `reach` tweets of the `people` who posted last
// :params {viewer_id: 1, since: 94646105600000, before: 9007199254740991, people: 200, reach: 10, skip: 0, limit: 11}
//
// The stretch is [since, before), as ids. What is done with a tweet is the sum of its four counts, in steps of powers of two, so that the order
// does not change with each like; within a step the newest comes first.
MATCH (viewer:User {id: $viewer_id})
WITH viewer, COLLECT {
  MATCH (viewer)-[:MUTES_WORD]->(word) WHERE coalesce(word.until_ms > timestamp(), true) RETURN word.pattern
} AS muted
CALL (viewer) {
  MATCH (viewer)-[:FOLLOWS]->(author)
  WHERE author.last_post_id >= $since
  WITH author ORDER BY author.last_post_id DESC
  WITH author
  WHERE
    // wanted: author
    author.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: author.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
    // end
  RETURN author LIMIT $people
}
CALL (author, muted) {
  MATCH (tweet:Tweet)
  WHERE tweet.feed_author_id = author.id AND tweet.id >= $since AND tweet.id < $before
    AND none(pattern IN muted WHERE tweet.content =~ pattern)
  RETURN tweet
  ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT $reach
}
WITH author, tweet,
  COUNT { (tweet)<-[:LIKED]-() } + COUNT { (tweet)<-[:REPLY_TO]-() } + COUNT { (tweet)<-[:RETWEETED]-() } + COUNT { (tweet)<-[:QUOTES]-() } AS done
WITH author, tweet ORDER BY toInteger(log(1 + done) / log(2)) DESC, tweet.id DESC SKIP $skip LIMIT $limit
RETURN
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
  AS tweet
