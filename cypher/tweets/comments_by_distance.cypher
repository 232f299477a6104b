// The comments on a tweet by how far who wrote them is: the reader's own and those of whom they follow, those of whom these follow, then all others, each newest first.
// in: viewer_id, tweet_id, wide, friends, reach, few, before, after, limit, skip   out: Placed
// cost: the newest `wide` follows, the newest `reach` of each of the newest `friends`, and a seek for each of these people; or all comments, if they are `few`
// :params {viewer_id: 1, tweet_id: 2, wide: 1000, friends: 50, reach: 40, few: 500, before: 27021597764222976, after: 27021597764222976, limit: 11, skip: 0}
//
// `places` order the comments, the greatest first: the id, and 2^53 for each part that comes after theirs. A cursor is a place, and so says which part it
// is in. The part is decided by the writer alone: while the follows stay, a comment stays where it is. Of few comments it is asked who wrote them, of many
// whether one of the near people did. `before` is 0 when a page above a cursor is asked for. Otherwise as `comments`.
MATCH (target:Tweet {id: $tweet_id})
MATCH (person:User {id: target.author_id})
WHERE
  // readable: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  MATCH ()-[tie:FOLLOWS]->()
  USING INDEX SEEK tie:FOLLOWS(follower_id, id)
  WHERE tie.follower_id = viewer.id AND tie.id > 0
  WITH tie
  ORDER BY tie.follower_id DESC, tie.id DESC LIMIT $wide
  RETURN collect(tie.followee_id) AS followed
}
// shape: around
CALL (viewer) {
  CALL (viewer) {
    MATCH ()-[mine:FOLLOWS]->(friend)
    USING INDEX SEEK mine:FOLLOWS(follower_id, id)
    WHERE mine.follower_id = viewer.id AND mine.id > 0
      AND
      // readable: friend
      friend.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: friend.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: friend.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (friend.protected IS NULL OR friend.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: friend.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
    RETURN friend
    ORDER BY mine.follower_id DESC, mine.id DESC LIMIT $friends
  }
  CALL (friend) {
    MATCH ()-[theirs:FOLLOWS]->()
    USING INDEX SEEK theirs:FOLLOWS(follower_id, id)
    WHERE theirs.follower_id = friend.id AND theirs.id > 0
    RETURN theirs.followee_id AS person_id
    ORDER BY theirs.follower_id DESC, theirs.id DESC LIMIT $reach
  }
  RETURN collect(DISTINCT person_id) AS around
}
// end
CALL (target, viewer, followed, around) {
  UNWIND [id IN [viewer.id] + followed | {id: id, part: 2}] + [id IN around | {id: id, part: 1}] AS one
  WITH target, one.id AS id, max(one.part) AS part
  WITH target, collect({id: id, part: part}) AS near, collect(id) AS known
  WITH near, known, CASE WHEN COUNT { (target)<-[:REPLY_TO]-() } <= $few THEN COLLECT {
    MATCH (comment:Tweet)
    WHERE comment.parent_id = target.id AND comment.id > 0
    RETURN DISTINCT comment.author_id
  } END AS writers
  RETURN known, [each IN near WHERE writers IS NULL OR each.id IN writers] AS people
}
CALL (target, people, known) {
  CALL (target, people, known) {
    CALL (target, people, known) {
      UNWIND people AS whose
      CALL (target, whose) {
        WITH target, whose WHERE $before > 0
        MATCH (comment:Tweet)
        USING INDEX SEEK comment:Tweet(parent_id, author_id, id)
        WHERE comment.parent_id = target.id AND comment.author_id = whose.id AND comment.id < $before - whose.part * 9007199254740992
        RETURN comment
        ORDER BY comment.parent_id DESC, comment.author_id DESC, comment.id DESC LIMIT $skip + $limit
        UNION ALL
        WITH target, whose WHERE $before = 0
        MATCH (comment:Tweet)
        USING INDEX SEEK comment:Tweet(parent_id, author_id, id)
        WHERE comment.parent_id = target.id AND comment.author_id = whose.id AND comment.id > $after - whose.part * 9007199254740992
        RETURN comment
        ORDER BY comment.parent_id, comment.author_id, comment.id LIMIT $limit
      }
      MATCH (writer:User {id: whose.id})
      WHERE
        // readable: writer
        writer.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: writer.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: writer.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND (writer.protected IS NULL OR writer.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: writer.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
        // end
      RETURN comment, whose.part * 9007199254740992 + comment.id AS place
    UNION ALL
      MATCH (comment:Tweet)
      USING INDEX SEEK comment:Tweet(parent_id, id)
      WHERE comment.parent_id = target.id AND comment.id < $before AND NOT comment.author_id IN known
      MATCH (writer:User {id: comment.author_id})
      WHERE
        // readable: writer
        writer.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: writer.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: writer.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND (writer.protected IS NULL OR writer.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: writer.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
        // end
      RETURN comment, comment.id AS place
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
      RETURN comment, comment.id AS place
      ORDER BY comment.parent_id DESC, comment.id DESC LIMIT $skip + $limit
    UNION ALL
      MATCH (comment:Tweet)
      USING INDEX SEEK comment:Tweet(parent_id, id)
      WHERE comment.parent_id = target.id AND comment.id > $after AND NOT comment.author_id IN known
      MATCH (writer:User {id: comment.author_id})
      WHERE
        // readable: writer
        writer.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: writer.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: writer.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND (writer.protected IS NULL OR writer.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: writer.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
        // end
      RETURN comment, comment.id AS place
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
      RETURN comment, comment.id AS place
      ORDER BY comment.parent_id, comment.id LIMIT $limit
    }
    WITH comment, place
    ORDER BY CASE WHEN place < $before THEN -place ELSE place END SKIP $skip LIMIT $limit
    CALL (comment, place) {
      RETURN comment AS tweet, 1 AS level, place AS at
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
      RETURN answer AS tweet, 2 AS level, null AS at
    }
    RETURN tweet, level, at
  }
  OPTIONAL MATCH (author:User {id: tweet.author_id})
  WHERE
    // readable: author
    author.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    // end
  WITH tweet, level, at, author
  ORDER BY level, at DESC, tweet.id DESC
  WHERE author IS NOT NULL OR tweet:Tombstone
  RETURN collect(at) AS places, collect({
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
RETURN COUNT { (target)<-[:REPLY_TO]-() } AS count, null AS user, rows, places
