// What a reader searches for in their home feed: tweets and retweets, newest first: below a cursor, or above one.
// in: viewer_id, tweets_query, quotes_query, people_query, author_key, tags, most, near, before, after, limit, skip   out: Entries
// cost: a thousand hits at most in each of four looks at full-text indexes, and the retweets of the tweets that were hit
// :params {viewer_id: 1, tweets_query: '+content:("graph" graph*)', quotes_query: '+("graph" graph*)', people_query: '+("graph" graph*)', author_key: null, tags: [], most: 1000, near: 300, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// An entry matches by the tweet it shows, by its quote, or by whose entry it is. A query that is empty is not asked. The
// `near` people of the feed who posted last are asked for on their own: a common word's thousand hits might hold none of
// theirs.
CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh() // what was written before this read is found
MATCH (viewer:User {id: $viewer_id})
WITH viewer, COUNT { (viewer)-[:FOLLOWS]->() } AS followees, COLLECT {
  MATCH (viewer)-[:MUTES_WORD]->(word) WHERE coalesce(word.until_ms > timestamp(), true) RETURN word.pattern
} AS muted
CALL (viewer) {
  CALL (viewer) {
    MATCH (viewer)-[:FOLLOWS]->(person)
    RETURN person
    UNION ALL
    RETURN viewer AS person
  }
  WITH person
  WHERE
    // wanted: person
    person.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: person.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
    // end
    AND ($author_key IS NULL OR person.username_key = $author_key)
  WITH person ORDER BY person.last_post_id DESC LIMIT $near
  RETURN reduce(text = 'by0', identity IN collect(person.id) | text + ' by' + toString(identity)) AS writers
}
CALL (viewer, writers, followees) {
  // 1. Tweets that were hit, and retweets of them.
  CALL (viewer, writers) {
    WITH writers WHERE $tweets_query <> ''
    CALL db.index.fulltext.queryNodes('tweet_words', $tweets_query + ' +keywords:(' + writers + ')^0', {limit: $most}) YIELD node
    RETURN node AS tweet
    UNION
    WITH writers WHERE $tweets_query <> ''
    CALL db.index.fulltext.queryNodes('tweet_words', $tweets_query, {limit: $most}) YIELD node
    RETURN node AS tweet
  }
  WITH viewer, followees, tweet
  WHERE all(tag IN $tags WHERE EXISTS { (tweet)-[:TAGGED]->(:Hashtag {name: tag}) })
  CALL (viewer, tweet, followees) {
    WITH viewer, tweet
    WHERE (tweet.id < $before OR tweet.id > $after) AND (tweet.feed_author_id = viewer.id OR EXISTS {
      MATCH ()-[tie:FOLLOWS]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) WHERE tie.follower_id = viewer.id AND tie.followee_id = tweet.feed_author_id
    })
    MATCH (person:User {id: tweet.feed_author_id})
    RETURN person, tweet.id AS id, null AS retweet
    UNION ALL
    // The retweets of a tweet that many passed on are sought by the people of the feed.
    WITH tweet, followees WHERE COUNT { (tweet)<-[:RETWEETED]-() } <= followees + 1
    MATCH (tweet)<-[retweet:RETWEETED]-(person)
    WHERE retweet.id < $before OR retweet.id > $after
    RETURN person, retweet.id AS id, retweet
    UNION ALL
    WITH viewer, tweet, followees WHERE COUNT { (tweet)<-[:RETWEETED]-() } > followees + 1
    CALL (viewer) {
      MATCH (viewer)-[:FOLLOWS]->(follower)
      RETURN follower.id AS actor_id
      UNION ALL
      RETURN viewer.id AS actor_id
    }
    MATCH (person)-[retweet:RETWEETED]->()
    WHERE retweet.actor_id = actor_id AND retweet.tweet_id = tweet.id
      AND (retweet.id < $before OR retweet.id > $after)
    RETURN person, retweet.id AS id, retweet
  }
  RETURN person, id, tweet, retweet
  UNION
  // 2. Retweets whose quote was hit.
  WITH viewer WHERE $quotes_query <> ''
  CALL db.index.fulltext.queryRelationships('quote_words', $quotes_query, {limit: $most}) YIELD relationship
  WITH relationship AS retweet, startNode(relationship) AS person, endNode(relationship) AS tweet
  WHERE (retweet.id < $before OR retweet.id > $after)
    AND all(tag IN $tags WHERE EXISTS { (tweet)-[:TAGGED]->(:Hashtag {name: tag}) })
  RETURN person, retweet.id AS id, tweet, retweet
  UNION
  // 3. Whatever is of people whose name was hit.
  WITH viewer
  CALL (viewer) {
    WITH viewer WHERE $people_query <> ''
    CALL db.index.fulltext.queryNodes('person_words', $people_query, {limit: $most}) YIELD node
    RETURN node AS person
    UNION
    WITH viewer WHERE $tweets_query = '' AND $author_key IS NOT NULL
    MATCH (person:User {username_key: $author_key})
    RETURN person
  }
  WITH viewer, person
  WHERE person = viewer OR EXISTS { MATCH ()-[tie:FOLLOWS]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) WHERE tie.follower_id = viewer.id AND tie.followee_id = person.id }
  CALL (person) {
    MATCH (tweet:Tweet)
    WHERE tweet.feed_author_id = person.id AND tweet.id < $before
    WITH tweet
    ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT $skip + $limit
    RETURN tweet.id AS id, tweet, null AS retweet
    UNION ALL
    MATCH ()-[retweet:RETWEETED]->(tweet:Tweet)
    WHERE retweet.actor_id = person.id AND retweet.id < $before
    MATCH (author:User {id: tweet.author_id})
    WHERE
      // wanted: author
      author.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: author.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
      // end
    WITH retweet, tweet
    ORDER BY retweet.actor_id DESC, retweet.id DESC LIMIT $skip + $limit
    RETURN retweet.id AS id, tweet, retweet
    UNION ALL
    MATCH (tweet:Tweet)
    WHERE tweet.feed_author_id = person.id AND tweet.id > $after
    WITH tweet
    ORDER BY tweet.feed_author_id, tweet.id LIMIT $limit
    RETURN tweet.id AS id, tweet, null AS retweet
    UNION ALL
    MATCH ()-[retweet:RETWEETED]->(tweet:Tweet)
    WHERE retweet.actor_id = person.id AND retweet.id > $after
    MATCH (author:User {id: tweet.author_id})
    WHERE
      // wanted: author
      author.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: author.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
      // end
    WITH retweet, tweet
    ORDER BY retweet.actor_id, retweet.id LIMIT $limit
    RETURN retweet.id AS id, tweet, retweet
  }
  RETURN person, id, tweet, retweet
}
// 4. Those that are in the feed, and may be seen.
WITH viewer, muted, person, id, tweet, retweet
WHERE (person = viewer OR EXISTS { MATCH ()-[tie:FOLLOWS]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) WHERE tie.follower_id = viewer.id AND tie.followee_id = person.id })
  AND ($author_key IS NULL OR person.username_key = $author_key)
  AND (person.id = $viewer_id OR none(pattern IN muted WHERE tweet.content =~ pattern OR coalesce(retweet.quote, '') =~ pattern))
  AND
  // wanted: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: person.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
  // end
MATCH (author:User {id: tweet.author_id})
WHERE
  // wanted: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: author.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
  // end
WITH person, id, tweet, retweet, author
ORDER BY CASE WHEN id < $before THEN -id ELSE id END SKIP $skip LIMIT $limit
WITH person, id, tweet, retweet, author
ORDER BY id DESC
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
