// The comments on a tweet, newest first, with the newest answers to each.
// in: viewer_id, tweet_id, before, after, limit, skip   out: Thread
// cost: the page, from ordered indexes; flat in the number of comments
// :params {viewer_id: 1, tweet_id: 2, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `level` is 1 for a comment and 2 for one of the newest three answers to it. A tombstone is among them, without a tweet,
// while a visible answer to it is left. `count` is a degree. No row says that there is no such tweet.
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
    CALL (target) {
      MATCH (comment:Tweet)
      USING INDEX SEEK comment:Tweet(parent_id, id)
      WHERE comment.parent_id = target.id AND comment.id < $before
      MATCH (writer:User {id: comment.author_id})
      WHERE
        // readable: writer
        writer.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: writer.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: writer.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND (writer.protected IS NULL OR writer.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: writer.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
        // end
      RETURN comment
      ORDER BY comment.parent_id DESC, comment.id DESC LIMIT $skip + $limit
    UNION ALL
      MATCH (comment:Tombstone)
      USING INDEX SEEK comment:Tombstone(parent_id, id)
      WHERE comment.parent_id = target.id AND comment.id < $before
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
      RETURN comment
      ORDER BY comment.parent_id DESC, comment.id DESC LIMIT $skip + $limit
    UNION ALL
      MATCH (comment:Tweet)
      USING INDEX SEEK comment:Tweet(parent_id, id)
      WHERE comment.parent_id = target.id AND comment.id > $after
      MATCH (writer:User {id: comment.author_id})
      WHERE
        // readable: writer
        writer.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: writer.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: writer.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND (writer.protected IS NULL OR writer.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: writer.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
        // end
      RETURN comment
      ORDER BY comment.parent_id, comment.id LIMIT $limit
    UNION ALL
      MATCH (comment:Tombstone)
      USING INDEX SEEK comment:Tombstone(parent_id, id)
      WHERE comment.parent_id = target.id AND comment.id > $after
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
      RETURN comment
      ORDER BY comment.parent_id, comment.id LIMIT $limit
    }
    WITH comment
    ORDER BY CASE WHEN comment.id < $before THEN -comment.id ELSE comment.id END SKIP $skip LIMIT $limit
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
  WHERE author IS NOT NULL OR tweet:Tombstone
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
RETURN COUNT { (target)<-[:REPLY_TO]-() } AS count, null AS user, rows
