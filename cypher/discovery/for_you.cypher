// What the people whom the reader follows engage with, as of a moment: ranked, with at most `each` tweets of an author, or by time alone.
// in: viewer_id, before, moment, order, friends, reach, most, each, skip, limit   out: Reasoned
// cost: the newest `reach` tweets that each of the newest `friends` people they follow likes, and their newest retweets; then the `most` best of those
// :params {viewer_id: 1, before: 9007199254740991, moment: 95000000000000, order: 'rank', friends: 100, reach: 20, most: 300, each: 2, skip: 0, limit: 11}
//
// A like counts once, a retweet twice, and all of it the less the older the tweet is: divided by (2 + hours) to the power of 1.5. What came at
// `before`, an id, or later does not count, and ages are those at `moment`: whoever asks again for the same moment gets the same order. `order` is rank or time;
// the tweets are the same ones, those of time without the bound on an author. Not there: comments, one's own tweets, and what one had liked
// or passed on oneself before. The likes of who keeps theirs to themselves do not count.
MATCH (viewer:User {id: $viewer_id})
WITH viewer, COLLECT {
  MATCH (viewer)-[:MUTES_WORD]->(word) WHERE coalesce(word.until_ms > timestamp(), true) RETURN word.pattern
} AS muted
CALL (viewer) {
  CALL (viewer) {
    MATCH ()-[mine:FOLLOWS]->(friend)
    USING INDEX SEEK mine:FOLLOWS(follower_id, id)
    WHERE mine.follower_id = viewer.id AND mine.id < $before
      AND
      // wanted: friend
      friend.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: friend.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: friend.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (friend.protected IS NULL OR friend.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: friend.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: friend.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
      // end
    RETURN friend
    ORDER BY mine.follower_id DESC, mine.id DESC LIMIT $friends
  }
  CALL (friend) {
    WITH friend WHERE friend.likes_closed IS NULL
    MATCH ()-[liked:LIKED]->(tweet:Tweet)
    USING INDEX SEEK liked:LIKED(user_id, tweet_id)
    WHERE liked.user_id = friend.id AND liked.tweet_id < $before AND liked.id < $before
    RETURN tweet, friend AS liker, null AS passer
    ORDER BY liked.user_id DESC, liked.tweet_id DESC LIMIT $reach
    UNION ALL
    MATCH ()-[retweet:RETWEETED]->(tweet:Tweet)
    USING INDEX SEEK retweet:RETWEETED(actor_id, id)
    WHERE retweet.actor_id = friend.id AND retweet.id < $before
    RETURN tweet, null AS liker, friend AS passer
    ORDER BY retweet.actor_id DESC, retweet.id DESC LIMIT $reach
  }
  WITH tweet, collect(liker) AS likers, collect(passer) AS passers
  WHERE tweet.feed_author_id <> $viewer_id
  RETURN tweet, likers, passers,
    (size(likers) + 2 * size(passers)) / (2 + ($moment - tweet.id) / 14745600000.0) ^ 1.5 AS score
  ORDER BY score DESC, tweet.id DESC LIMIT $most
}
MATCH (author:User {id: tweet.author_id})
WHERE
  // wanted: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: author.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
  // end
  AND none(pattern IN muted WHERE tweet.content =~ pattern)
  AND NOT EXISTS {
    MATCH ()-[own:LIKED]->() USING INDEX SEEK own:LIKED(user_id, tweet_id)
    WHERE own.user_id = $viewer_id AND own.tweet_id = tweet.id AND own.id < $before
  }
  AND NOT EXISTS {
    MATCH ()-[own:RETWEETED]->() USING INDEX SEEK own:RETWEETED(actor_id, tweet_id)
    WHERE own.actor_id = $viewer_id AND own.tweet_id = tweet.id AND own.id < $before
  }
WITH author, tweet, likers, passers, score ORDER BY score DESC, tweet.id DESC
WITH author, collect({tweet: tweet, likers: likers, passers: passers, score: score}) AS theirs
UNWIND CASE $order WHEN 'rank' THEN theirs[..$each] ELSE theirs END AS one
WITH author, one.tweet AS tweet, one.likers AS likers, one.passers AS passers, one.score AS score
ORDER BY CASE $order WHEN 'rank' THEN score ELSE 0 END DESC, tweet.id DESC SKIP $skip LIMIT $limit
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
  AS tweet,
  {
    liked_by_count: size(likers),
    liked_by: [friend IN likers[..3] | friend {.id, .username, .name, .profile_image}],
    retweeted_by_count: size(passers),
    retweeted_by: [friend IN passers[..3] | friend {.id, .username, .name, .profile_image}]
  } AS reason
