// Tweets and comments that match a query, best first or newest first, among the thousand best hits of the index.
// in: viewer_id, query, author_key, tags, most, order, before, after, skip, limit   out: FoundTweets
// cost: a thousand hits at most, and the page
// :params {viewer_id: 1, query: '+content:("graph" graph*)', author_key: null, tags: [], most: 1000, order: 'relevance', before: 9007199254740991, after: 0, skip: 0, limit: 11}
//
// `order` is relevance, newest, or oldest for the stretch just above `after`, which comes newest first as well. The query of an author is theirs alone:
// otherwise a common word's thousand hits might hold none of them. `count` is of all pages, while nothing was left out.
CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh() // what was written before this read is found
OPTIONAL MATCH (writer:User {username_key: $author_key})
WITH CASE
  WHEN $author_key IS NULL THEN $query
  ELSE $query + ' +keywords:by' + toString(coalesce(writer.id, 0))
END AS query
CALL (query) {
  CALL db.index.fulltext.queryNodes('tweet_words', query, {limit: $most + 1}) YIELD node
  RETURN collect(node) AS hits
}
CALL (hits) {
  UNWIND range(0, size(hits) - 1) AS at
  WITH at, hits[at] AS tweet
  WHERE at < $most AND all(tag IN $tags WHERE EXISTS { (tweet)-[:TAGGED]->(:Hashtag {name: tag}) })
  MATCH (author:User {id: tweet.author_id})
  WHERE
    // readable: author
    author.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    // end
  WITH tweet, author, at
  ORDER BY CASE $order WHEN 'relevance' THEN at WHEN 'newest' THEN -tweet.id ELSE tweet.id END
  RETURN collect([tweet, author]) AS found
}
WITH size(hits) > $most AS truncated, size(found) AS count,
  [one IN found WHERE one[0].id < $before AND one[0].id > $after][$skip..$skip + $limit] AS rows
WITH truncated, count, CASE $order WHEN 'oldest' THEN reverse(rows) ELSE rows END AS page
RETURN truncated, CASE WHEN NOT truncated THEN count END AS count, COLLECT {
  UNWIND page AS one
  WITH one[0] AS tweet, one[1] AS author
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
} AS results
