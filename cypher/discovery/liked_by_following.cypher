// The tweets that people whom the reader follows like, comments too, newest first, with who likes them: below a cursor, or above one.
// in: viewer_id, before, after, limit, skip, friends   out: LikedByFollowing
// cost: the page for each of the newest `friends` people they follow, from an ordered index: flat in how much those like
// :params {viewer_id: 1, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0, friends: 200}
//
// In the order of the tweets, which does not change, so that a tweet is there once with all who like it: of each person as many are taken as
// the page may need. The likes of who keeps theirs to themselves do not count. One's own tweets are not there.
MATCH (viewer:User {id: $viewer_id})
WITH viewer, COLLECT {
  MATCH (viewer)-[:MUTES_WORD]->(word) WHERE coalesce(word.until_ms > timestamp(), true) RETURN word.pattern
} AS muted
CALL (viewer) {
  MATCH ()-[mine:FOLLOWS]->(friend)
  USING INDEX SEEK mine:FOLLOWS(follower_id, id)
  WHERE mine.follower_id = viewer.id AND mine.id > 0
    AND friend.likes_closed IS NULL
    AND
    // wanted: friend
    friend.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: friend.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: friend.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (friend.protected IS NULL OR friend.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: friend.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: friend.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
    // end
  WITH friend
  ORDER BY mine.follower_id DESC, mine.id DESC LIMIT $friends
  RETURN collect(friend) AS friends
}
CALL (friends, muted) {
  CALL (friends, muted) {
    UNWIND friends AS friend
    CALL (friend, muted) {
      MATCH ()-[liked:LIKED]->(tweet:Tweet)
      USING INDEX SEEK liked:LIKED(user_id, tweet_id)
      WHERE liked.user_id = friend.id AND liked.tweet_id < $before
        AND tweet.author_id <> $viewer_id AND none(pattern IN muted WHERE tweet.content =~ pattern)
      MATCH (author:User {id: tweet.author_id})
      WHERE
        // wanted: author
        author.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
        AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: author.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
        // end
      RETURN tweet, author, liked.id AS liked_id
      ORDER BY liked.user_id DESC, liked.tweet_id DESC LIMIT $skip + $limit
    }
    WITH tweet, author, friend, liked_id ORDER BY liked_id DESC
    WITH tweet, author, collect(friend) AS likers
    ORDER BY tweet.id DESC SKIP $skip LIMIT $limit
    RETURN tweet, author, likers
    UNION ALL
    UNWIND friends AS friend
    CALL (friend, muted) {
      MATCH ()-[liked:LIKED]->(tweet:Tweet)
      USING INDEX SEEK liked:LIKED(user_id, tweet_id)
      WHERE liked.user_id = friend.id AND liked.tweet_id > $after
        AND tweet.author_id <> $viewer_id AND none(pattern IN muted WHERE tweet.content =~ pattern)
      MATCH (author:User {id: tweet.author_id})
      WHERE
        // wanted: author
        author.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
        AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: author.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
        // end
      RETURN tweet, author, liked.id AS liked_id
      ORDER BY liked.user_id, liked.tweet_id LIMIT $limit
    }
    WITH tweet, author, friend, liked_id ORDER BY liked_id DESC
    WITH tweet, author, collect(friend) AS likers
    ORDER BY tweet.id LIMIT $limit
    RETURN tweet, author, likers
  }
  WITH tweet, author, likers ORDER BY tweet.id DESC
  RETURN collect({
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
    ,
    reason: {
      liked_by_count: size(likers),
      liked_by: [friend IN likers[..3] | friend {.id, .username, .name, .profile_image}],
      retweeted_by_count: 0,
      retweeted_by: []
    }
  }) AS rows
}
RETURN rows
