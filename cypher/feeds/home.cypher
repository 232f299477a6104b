// The home feed of one reader: own and followed people's tweets and retweets, newest first, below a cursor.
// in: viewer_id, before, is_first, above, limit, reach, skip   out: Entries
// cost: two reads a followee, then index seeks for the page alone: flat in every author's history
// :params {viewer_id: 1, before: 9007199254740991, is_first: true, above: 0, limit: 11, reach: 88, skip: 0}
//
// `before` is exclusive, `above` inclusive; `is_first` says that nothing lies at or above `before`. `limit` counts the
// skipped rows in. `last_post_id` is the newest entry a person made, or an upper bound of it: what may be in the page
// comes from the `limit` people with the newest ones below the cursor, and lies at or above the last of those.
MATCH (viewer:User {id: $viewer_id})
WITH viewer, COLLECT {
  MATCH (viewer)-[mute:MUTES]->(person) WHERE coalesce(mute.until_ms > timestamp(), true) RETURN person
} AS unheard
// 1. Who may be on this page, with the newest entry below the cursor; muted people would take the places of others.
CALL (viewer, unheard) {
  WITH viewer, unheard WHERE $is_first
  MATCH (viewer)-[:FOLLOWS]->(person)
  WHERE person.last_post_id < $before AND NOT person IN unheard
  RETURN person, person.last_post_id AS newest, $above AS low
  ORDER BY newest DESC LIMIT $reach
  UNION ALL
  WITH viewer AS person WHERE person.last_post_id < $before
  RETURN person, person.last_post_id AS newest, $above AS low
  UNION ALL
  WITH viewer, unheard WHERE NOT $is_first
  CALL (viewer, unheard) {
    MATCH (viewer)-[:FOLLOWS]->(person)
    WHERE person.last_post_id >= $above AND NOT person IN unheard
    RETURN person, person.last_post_id AS newest
    UNION ALL
    WITH viewer AS person WHERE person.last_post_id >= $before
    RETURN person, person.last_post_id AS newest
  }
  WITH collect(CASE WHEN newest < $before THEN [person, newest] END) AS quiet,
    collect(CASE WHEN newest >= $before THEN person END) AS loud
  CALL (quiet) {
    UNWIND quiet AS one
    WITH one[0] AS person, one[1] AS newest ORDER BY newest DESC LIMIT $reach
    RETURN collect([person, newest]) AS nearest
  }
  WITH nearest, loud, coalesce(nearest[$limit - 1][1], $above) AS low
  CALL (nearest, loud, low) {
    UNWIND nearest AS one
    RETURN one[0] AS person, one[1] AS newest
    UNION ALL
    // Their newest entry is on an earlier page: look below the cursor, down to where the others alone fill this page.
    // They are at most as many as the entries before.
    UNWIND loud AS person
    CALL (person, low) {
      MATCH (tweet:Tweet)
      WHERE tweet.feed_author_id = person.id AND tweet.id >= low AND tweet.id < $before
      RETURN tweet.id AS newest
      ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT 1
      UNION ALL
      MATCH ()-[retweet:RETWEETED]->()
      WHERE retweet.actor_id = person.id AND retweet.id >= low AND retweet.id < $before
      RETURN retweet.id AS newest
      ORDER BY retweet.actor_id DESC, retweet.id DESC LIMIT 1
    }
    RETURN person, max(newest) AS newest
  }
  RETURN person, newest, low
}
WITH viewer, person, newest, low ORDER BY newest DESC LIMIT $reach WHERE newest >= $above
WITH viewer, collect(person) AS people, collect(newest) AS newests, max(low) AS low
WITH viewer, people, COLLECT {
  MATCH (viewer)-[:MUTES_WORD]->(word) WHERE coalesce(word.until_ms > timestamp(), true) RETURN word.pattern
} AS muted,
  [$before, coalesce(newests[$limit - 1], $above), CASE WHEN newests[$reach - 1] > low THEN newests[$reach - 1] ELSE low END,
    $above] AS bounds
// 2. Step by step downwards: the newest few people, many, everyone. Rows are pulled lazily, so that a later step runs
//    only when hidden entries left the page short; a page is short only at the end of the feed.
UNWIND CASE WHEN bounds[1] <= $above THEN [0] WHEN bounds[2] <= $above THEN [0, 1] ELSE [0, 1, 2] END AS step
CALL (viewer, people, bounds, step, muted) {
  CALL (viewer, people, step) {
    WITH people, step WHERE step < 2
    UNWIND CASE step WHEN 0 THEN people[..$limit] ELSE people END AS person
    RETURN person
    UNION ALL
    WITH viewer, step WHERE step = 2
    MATCH (viewer)-[:FOLLOWS]->(person)
    WHERE person.last_post_id >= $above
    RETURN person
    UNION ALL
    WITH viewer AS person, step WHERE step = 2
    RETURN person
  }
  WITH person, bounds[step + 1] AS low, bounds[step] AS high, muted
  WHERE
    // wanted: person
    person.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: person.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
    // end
  CALL (person, low, high, muted) {
    MATCH (tweet:Tweet)
    WHERE tweet.feed_author_id = person.id AND tweet.id >= low AND tweet.id < high
      AND (person.id = $viewer_id OR none(pattern IN muted WHERE tweet.content =~ pattern))
    WITH tweet
    ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT $limit
    RETURN tweet.id AS id, tweet, null AS retweet, person AS author
    UNION ALL
    MATCH ()-[retweet:RETWEETED]->(tweet:Tweet)
    WHERE retweet.actor_id = person.id AND retweet.id >= low AND retweet.id < high
      AND (person.id = $viewer_id OR none(pattern IN muted WHERE tweet.content =~ pattern OR coalesce(retweet.quote, '') =~ pattern))
    MATCH (author:User {id: tweet.author_id})
    WHERE
      // wanted: author
      author.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: author.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
      // end
    WITH retweet, tweet, author
    ORDER BY retweet.actor_id DESC, retweet.id DESC LIMIT $limit
    RETURN retweet.id AS id, tweet, retweet, author
  }
  RETURN person, id, tweet, retweet, author
  ORDER BY id DESC LIMIT $limit
}
WITH person, id, tweet, retweet, author LIMIT $limit
// 3. What the entries show.
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
SKIP $skip
RETURN collect(CASE WHEN retweet IS NULL THEN shown ELSE
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
END) AS entries
