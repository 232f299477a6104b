// The likes of a tweet for its author, newest first: below a cursor, or above one.
// in: viewer_id, tweet_id, before, after, limit, skip   out: Likes
// cost: the page, from an ordered index; flat in the number of likes
// :params {viewer_id: 1, tweet_id: 2, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `count` is a degree. Who did not write the tweet gets no likes. No row says that there is no such tweet.
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // visible: author
  author.status = 'active'
  // end
WITH tweet, author.id = $viewer_id AS is_author
CALL (tweet, is_author) {
  WITH tweet WHERE is_author
  CALL (tweet) {
    MATCH (person)-[liked:LIKED]->()
    USING INDEX SEEK liked:LIKED(tweet_id, id)
    WHERE liked.tweet_id = tweet.id AND liked.id < $before
      AND
      // visible: person
      person.status = 'active'
      // end
    RETURN liked, person
    ORDER BY liked.tweet_id DESC, liked.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (person)-[liked:LIKED]->()
    USING INDEX SEEK liked:LIKED(tweet_id, id)
    WHERE liked.tweet_id = tweet.id AND liked.id > $after
      AND
      // visible: person
      person.status = 'active'
      // end
    RETURN liked, person
    ORDER BY liked.tweet_id, liked.id LIMIT $limit
  }
  WITH liked, person
  ORDER BY liked.id DESC
  RETURN collect({
    id: liked.id,
    user: person {.id, .username, .name, .profile_image},
    tweet_id: liked.tweet_id,
    created_at: liked.created_at.epochMillis
  }) AS likes
}
RETURN is_author, COUNT { (tweet)<-[:LIKED]-() } AS count, likes
