// The comments on a tweet, newest first, below a cursor, with the newest answers to each.
// in: viewer_id, tweet_id, before, limit, skip   out: ThreadRow
// cost: the page, from an ordered index; flat in the number of comments
// :params {viewer_id: 1, tweet_id: 2, before: 9007199254740991, limit: 11, skip: 0}
//
// `level` is 1 for a comment and 2 for one of the newest three answers to it. One row with `tweet` null says that the
// page is empty; no row, that there is no such tweet. `count` is a degree.
MATCH (target:Tweet {id: $tweet_id})
MATCH (person:User {id: target.author_id})
WHERE
  // visible: person
  person.status = 'active'
  // end
OPTIONAL CALL (target) {
  MATCH (comment:Tweet)
  WHERE comment.parent_id = target.id AND comment.id < $before
  MATCH (person:User {id: comment.author_id})
  WHERE
    // visible: person
    person.status = 'active'
    // end
  WITH comment
  ORDER BY comment.parent_id DESC, comment.id DESC SKIP $skip LIMIT $limit
  CALL (comment) {
    RETURN comment AS tweet, 1 AS level
    UNION ALL
    MATCH (answer:Tweet)
    WHERE answer.parent_id = comment.id AND answer.id < 9007199254740991
    WITH answer
    ORDER BY answer.parent_id DESC, answer.id DESC LIMIT 3
    RETURN answer AS tweet, 2 AS level
  }
  MATCH (author:User {id: tweet.author_id})
  WHERE
    // visible: author
    author.status = 'active'
    // end
  RETURN level, tweet.root_id AS root_id, tweet.parent_id AS parent, tweet.id AS id, author.name AS user,
    // shape: tweet
    {
      id: tweet.id,
      type: 'tweet',
      author: author {.id, .username, .name, .profile_image},
      content: tweet.content,
      reply_to: CASE WHEN tweet.parent_id IS NOT NULL THEN {
        id: tweet.parent_id,
        author: head(COLLECT {
          MATCH (parent:Tweet {id: tweet.parent_id})
          MATCH (replied:User {id: parent.author_id})
          WHERE
            // visible: replied
            replied.status = 'active'
            // end
          RETURN replied {.id, .username, .name, .profile_image}
        })
      } END,
      likes_count: COUNT { (tweet)<-[:LIKED]-() },
      comments_count: COUNT { (tweet)<-[:REPLY_TO]-() },
      retweets_count: COUNT { (tweet)<-[:RETWEETED]-() },
      quotes_count: COUNT { (tweet)<-[:QUOTES]-() },
      is_liked: EXISTS { MATCH ()-[mine:LIKED]->() WHERE mine.user_id = $viewer_id AND mine.tweet_id = tweet.id },
      is_retweeted: EXISTS { MATCH ()-[mine:RETWEETED]->() WHERE mine.actor_id = $viewer_id AND mine.tweet_id = tweet.id },
      is_bookmarked: EXISTS { MATCH ()-[mine:BOOKMARKED]->() WHERE mine.user_id = $viewer_id AND mine.tweet_id = tweet.id },
      hashtags: [(tweet)-[:TAGGED]->(hashtag) | hashtag.name],
      mentions: COLLECT {
        MATCH (tweet)-[:MENTIONS]->(named)
        WHERE
          // visible: named
          named.status = 'active'
          // end
        RETURN named {.id, .username, .name, .profile_image}
      },
      edited_at: tweet.edited_at.epochMillis,
      created_at: tweet.created_at.epochMillis
    }
    // end
    AS shown
}
RETURN COUNT { (target)<-[:REPLY_TO]-() } AS count, level, root_id, parent, user, shown AS tweet
ORDER BY level, id DESC
