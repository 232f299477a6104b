// Publish a tweet with its hashtags and mentions; the same id again changes nothing.
// in: viewer_id, tweet_id, content, hashtags, mentions   out: Published   writes: Tweet, POSTED, TAGGED, MENTIONS, User
// cost: the tags and mentions of the text; constant in the number of followers
// :params {viewer_id: 1, tweet_id: 2, content: 'hi @ada #graph', hashtags: ['graph'], mentions: ['ada']}
MATCH (author:User {id: $viewer_id})
MERGE (tweet:Tweet {id: $tweet_id})
ON CREATE SET
  tweet.content = $content,
  tweet.author_id = author.id,
  tweet.feed_author_id = author.id,
  tweet.created_at = datetime({epochMillis: $tweet_id / 4096 + 1735689600000})
MERGE (author)-[:POSTED]->(tweet)
// The bound that prunes feeds only rises here: of two posts at once, the newer one stays.
SET author.last_post_id = CASE
  WHEN author.last_post_id > tweet.id THEN author.last_post_id
  ELSE tweet.id
END
WITH author, tweet
CALL (tweet) {
  UNWIND $hashtags AS name
  MERGE (hashtag:Hashtag {name: name})
  MERGE (tweet)-[tagged:TAGGED]->(hashtag)
  ON CREATE SET tagged.id = tweet.id, tagged.hashtag = name
}
CALL (tweet) {
  UNWIND $mentions AS username_key
  MATCH (person:User {username_key: username_key})
  WHERE
    // visible: person
    person.status = 'active'
    // end
  MERGE (tweet)-[mention:MENTIONS]->(person)
  ON CREATE SET mention.user_id = person.id, mention.id = tweet.id
}
RETURN
  // shape: tweet
  {
    id: tweet.id,
    type: 'tweet',
    author: author {.id, .username, .name, .profile_image},
    content: tweet.content,
    reply_to: CASE WHEN tweet.parent_id IS NOT NULL THEN coalesce(head(COLLECT {
      MATCH (parent:Tweet {id: tweet.parent_id})
      MATCH (replied:User {id: parent.author_id})
      WHERE
        // visible: replied
        replied.status = 'active'
        // end
      RETURN {id: parent.id, author: replied {.id, .username, .name, .profile_image}}
    }), {id: tweet.parent_id, unavailable: true}) END,
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
  AS tweet
