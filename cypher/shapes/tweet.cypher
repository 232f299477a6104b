// The one shape of a tweet, for a reader: `tweet` is shown, `author` wrote it, $viewer_id reads it (0: nobody is signed in).
// Statements carry this wording between the marks `// shape: tweet` and `// end`; a test compares them. The three flags
// are index seeks, so that they cost the same for a hot tweet and for a busy reader; counts are degree reads.
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
