// A person's public page with what stands between them and the reader, who may be nobody; no row if it is not there for them.
// in: username_key, viewer_id, wide, friends, reach   out: Profile
// cost: constant; counts are degrees, and how far the person is takes at most `wide` seeks, then `friends` times `reach`
// :params {username_key: 'ada', viewer_id: 4096, wide: 1000, friends: 40, reach: 25}
//
// `social_distance` is how many follows lead from the reader to the person, three at most and else null, over people whom the reader may read. Two are
// looked for from the end that has fewer, so that there are none unless both have more than `wide`; three between the newest `friends` of the one
// end and the newest `reach` of the other. Rows are pulled lazily: nothing longer is looked for than what is found.
MATCH (person:User {username_key: $username_key})
WHERE
  // admits: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
OPTIONAL MATCH (viewer:User {id: $viewer_id})
OPTIONAL CALL (viewer, person) {
  WITH viewer, person
  WHERE viewer IS NOT NULL
    AND
    // readable: person
    person.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    // end
  CALL (viewer, person) {
    WITH viewer, person WHERE viewer = person
    RETURN 0 AS distance
    UNION ALL
    MATCH ()-[direct:FOLLOWS]->()
    USING INDEX SEEK direct:FOLLOWS(follower_id, followee_id)
    WHERE direct.follower_id = viewer.id AND direct.followee_id = person.id
    RETURN 1 AS distance
    UNION ALL
    WITH viewer, person
    WHERE COUNT { (viewer)-[:FOLLOWS]->() } <= COUNT { (person)<-[:FOLLOWS]-() }
    CALL (viewer) {
      MATCH ()-[mine:FOLLOWS]->()
      USING INDEX SEEK mine:FOLLOWS(follower_id, id)
      WHERE mine.follower_id = viewer.id AND mine.id > 0
      RETURN mine.followee_id AS between_id
      ORDER BY mine.follower_id DESC, mine.id DESC LIMIT $wide
    }
    WITH person, between_id
    WHERE EXISTS {
      MATCH ()-[arriving:FOLLOWS]->() USING INDEX SEEK arriving:FOLLOWS(follower_id, followee_id)
      WHERE arriving.follower_id = between_id AND arriving.followee_id = person.id
    }
    MATCH (between:User {id: between_id})
    WHERE
      // readable: between
      between.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: between.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: between.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (between.protected IS NULL OR between.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: between.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
    RETURN 2 AS distance
    UNION ALL
    WITH viewer, person
    WHERE COUNT { (viewer)-[:FOLLOWS]->() } > COUNT { (person)<-[:FOLLOWS]-() }
    CALL (person) {
      MATCH ()-[theirs:FOLLOWS]->()
      USING INDEX SEEK theirs:FOLLOWS(followee_id, id)
      WHERE theirs.followee_id = person.id AND theirs.id > 0
      RETURN theirs.follower_id AS between_id
      ORDER BY theirs.followee_id DESC, theirs.id DESC LIMIT $wide
    }
    WITH viewer, between_id
    WHERE EXISTS {
      MATCH ()-[leaving:FOLLOWS]->() USING INDEX SEEK leaving:FOLLOWS(follower_id, followee_id)
      WHERE leaving.follower_id = viewer.id AND leaving.followee_id = between_id
    }
    MATCH (between:User {id: between_id})
    WHERE
      // readable: between
      between.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: between.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: between.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (between.protected IS NULL OR between.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: between.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
    RETURN 2 AS distance
    UNION ALL
    CALL (person) {
      MATCH ()-[theirs:FOLLOWS]->()
      USING INDEX SEEK theirs:FOLLOWS(followee_id, id)
      WHERE theirs.followee_id = person.id AND theirs.id > 0
      WITH theirs
      ORDER BY theirs.followee_id DESC, theirs.id DESC LIMIT $reach
      RETURN collect(theirs.follower_id) AS last_ids
    }
    CALL (viewer) {
      MATCH ()-[mine:FOLLOWS]->()
      USING INDEX SEEK mine:FOLLOWS(follower_id, id)
      WHERE mine.follower_id = viewer.id AND mine.id > 0
      RETURN mine.followee_id AS first_id
      ORDER BY mine.follower_id DESC, mine.id DESC LIMIT $friends
    }
    CALL (first_id, last_ids) {
      MATCH ()-[crossing:FOLLOWS]->()
      USING INDEX SEEK crossing:FOLLOWS(follower_id, followee_id)
      WHERE crossing.follower_id = first_id AND crossing.followee_id IN last_ids
      RETURN crossing.followee_id AS last_id
    }
    MATCH (first:User {id: first_id})
    WHERE
      // readable: first
      first.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: first.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: first.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (first.protected IS NULL OR first.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: first.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
    MATCH (last:User {id: last_id})
    WHERE
      // readable: last
      last.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: last.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: last.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (last.protected IS NULL OR last.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: last.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
    RETURN 3 AS distance
  }
  RETURN distance LIMIT 1
}
RETURN
  person.username AS username,
  {
    id: person.id,
    name: person.name,
    bio: person.bio,
    profile_image: person.profile_image,
    cover_image: person.cover_image,
    website: person.website,
    location: person.location
  } AS profile,
  COUNT { (person)<-[:FOLLOWS]-() } AS followers_count,
  COUNT { (person)-[:FOLLOWS]->() } AS following_count,
  head(COLLECT {
    MATCH (person)-[:PINNED]->(tweet:Tweet)
    MATCH (author:User {id: tweet.author_id})
    WHERE
      // readable: author
      author.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
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
      AS shown
  }) AS pinned_tweet,
  EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) } AS is_following,
  EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: person.id, followee_id: $viewer_id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) } AS follows_you,
  EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: person.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) } AS is_muted,
  EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) } AS is_blocked,
  EXISTS { MATCH ()-[request:REQUESTED {requester_id: $viewer_id, target_id: person.id}]->() USING INDEX SEEK request:REQUESTED(requester_id, target_id) } AS is_requested,
  person.protected IS NOT NULL AS is_protected,
  distance AS social_distance
