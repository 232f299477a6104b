// What one person tweeted and retweeted, newest first: below a cursor, or above one; replies are left out.
// in: viewer_id, username_key, before, after, limit, skip   out: Entries
// cost: four index seeks and the page; flat in the person's history
// :params {viewer_id: 1, username_key: 'ada', before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// Of a protected person who may not be read there is nothing. No row says that there is no such person.
MATCH (shown:User {username_key: $username_key})
WHERE
  // visible: shown
  shown.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: shown.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: shown.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
OPTIONAL MATCH (person:User {id: shown.id})
WHERE
  // readable: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
CALL (person) {
  CALL (person) {
    MATCH (tweet:Tweet)
    USING INDEX SEEK tweet:Tweet(feed_author_id, id)
    WHERE tweet.feed_author_id = person.id AND tweet.id < $before
    WITH tweet
    ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT $skip + $limit
    RETURN tweet.id AS id, tweet, null AS retweet, person AS author
  UNION ALL
    MATCH ()-[retweet:RETWEETED]->(tweet:Tweet)
    USING INDEX SEEK retweet:RETWEETED(actor_id, id)
    WHERE retweet.actor_id = person.id AND retweet.id < $before
    MATCH (author:User {id: tweet.author_id})
    WHERE
      // readable: author
      author.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
    WITH retweet, tweet, author
    ORDER BY retweet.actor_id DESC, retweet.id DESC LIMIT $skip + $limit
    RETURN retweet.id AS id, tweet, retweet, author
  UNION ALL
    MATCH (tweet:Tweet)
    USING INDEX SEEK tweet:Tweet(feed_author_id, id)
    WHERE tweet.feed_author_id = person.id AND tweet.id > $after
    WITH tweet
    ORDER BY tweet.feed_author_id, tweet.id LIMIT $limit
    RETURN tweet.id AS id, tweet, null AS retweet, person AS author
  UNION ALL
    MATCH ()-[retweet:RETWEETED]->(tweet:Tweet)
    USING INDEX SEEK retweet:RETWEETED(actor_id, id)
    WHERE retweet.actor_id = person.id AND retweet.id > $after
    MATCH (author:User {id: tweet.author_id})
    WHERE
      // readable: author
      author.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
    WITH retweet, tweet, author
    ORDER BY retweet.actor_id, retweet.id LIMIT $limit
    RETURN retweet.id AS id, tweet, retweet, author
  }
  WITH id, tweet, retweet, author
  ORDER BY CASE WHEN id < $before THEN -id ELSE id END SKIP $skip LIMIT $limit
  WITH id, tweet, retweet, author
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
}
RETURN entries
