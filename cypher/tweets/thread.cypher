// One tweet with what it answers, up to where the thread began, and with the first page of its comments.
// in: viewer_id, tweet_id, limit   out: Thread
// cost: the page and the ancestors, the nearest hundred at most; flat in the length of the thread
// :params {viewer_id: 1, tweet_id: 2, limit: 11}
//
// `level` is below 0 for an ancestor: -1 for the nearest. One that is gone or not visible keeps its place, without a
// tweet. The other levels are those of `detail`.
MATCH (target:Tweet {id: $tweet_id})
MATCH (person:User {id: target.author_id})
WHERE
  // readable: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
CALL (target) {
  CALL (target) {
    MATCH way = (target)-[:REPLY_TO*1..100]->(above)
    RETURN above AS tweet, -length(way) AS level
    UNION ALL
    RETURN target AS tweet, 0 AS level
    UNION ALL
    CALL (target) {
      MATCH (comment:Tweet)
      WHERE comment.parent_id = target.id AND comment.id < 9007199254740991
      MATCH (writer:User {id: comment.author_id})
      WHERE
        // readable: writer
        writer.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: writer.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: writer.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND (writer.protected IS NULL OR writer.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: writer.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
        // end
      WITH comment
      ORDER BY comment.parent_id DESC, comment.id DESC LIMIT $limit
      RETURN comment
      UNION ALL
      MATCH (comment:Tombstone)
      WHERE comment.parent_id = target.id AND comment.id < 9007199254740991
        AND EXISTS {
          MATCH (comment) (()<-[:REPLY_TO]-(:Tombstone))* ()<-[:REPLY_TO]-(left:Tweet)
          MATCH (leaver:User {id: left.author_id})
          WHERE
            // readable: leaver
            leaver.status = 'active'
            AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: leaver.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
            AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: leaver.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
            AND (leaver.protected IS NULL OR leaver.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: leaver.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
            // end
        }
      WITH comment
      ORDER BY comment.parent_id DESC, comment.id DESC LIMIT $limit
      RETURN comment
    }
    WITH comment
    ORDER BY comment.id DESC LIMIT $limit
    CALL (comment) {
      RETURN comment AS tweet, 1 AS level
      UNION ALL
      CALL (comment) {
        MATCH (answer:Tweet)
        WHERE answer.parent_id = comment.id AND answer.id < 9007199254740991
        MATCH (answerer:User {id: answer.author_id})
        WHERE
          // readable: answerer
          answerer.status = 'active'
          AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: answerer.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
          AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: answerer.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
          AND (answerer.protected IS NULL OR answerer.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: answerer.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
          // end
        WITH answer
        ORDER BY answer.parent_id DESC, answer.id DESC LIMIT 3
        RETURN answer
        UNION ALL
        MATCH (answer:Tombstone)
        WHERE answer.parent_id = comment.id AND answer.id < 9007199254740991
          AND EXISTS {
            MATCH (answer) (()<-[:REPLY_TO]-(:Tombstone))* ()<-[:REPLY_TO]-(left:Tweet)
            MATCH (leaver:User {id: left.author_id})
            WHERE
              // readable: leaver
              leaver.status = 'active'
              AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: leaver.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
              AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: leaver.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
              AND (leaver.protected IS NULL OR leaver.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: leaver.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
              // end
          }
        WITH answer
        ORDER BY answer.parent_id DESC, answer.id DESC LIMIT 3
        RETURN answer
      }
      WITH answer
      ORDER BY answer.id DESC LIMIT 3
      RETURN answer AS tweet, 2 AS level
    }
    RETURN tweet, level
  }
  OPTIONAL MATCH (author:User {id: tweet.author_id})
  WHERE
    // readable: author
    author.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    // end
  WITH tweet, level, author
  ORDER BY level, tweet.id DESC
  WHERE level < 0 OR author IS NOT NULL OR tweet:Tombstone
  RETURN collect({
    level: level,
    id: tweet.id,
    root_id: tweet.root_id,
    parent_id: tweet.parent_id,
    replies_count: COUNT { (tweet)<-[:REPLY_TO]-() },
    tweet: CASE WHEN author IS NOT NULL THEN
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
    END
  }) AS rows
}
RETURN COUNT { (target)<-[:REPLY_TO]-() } AS count, person.name AS user, rows
