// The likes of a tweet for its author, newest first: below a cursor, or above one.
// in: viewer_id, tweet_id, before, after, limit, skip   out: Likes
// cost: the page, from an ordered index; flat in the number of likes
// :params {viewer_id: 1, tweet_id: 2, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `count` is a degree. Who did not write the tweet gets no likes, and who keeps their likes to themselves is not named. No row says that there is no such tweet.
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // readable: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
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
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
      AND (person.likes_closed IS NULL OR person.id = $viewer_id)
    RETURN liked, person
    ORDER BY liked.tweet_id DESC, liked.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (person)-[liked:LIKED]->()
    USING INDEX SEEK liked:LIKED(tweet_id, id)
    WHERE liked.tweet_id = tweet.id AND liked.id > $after
      AND
      // visible: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
      AND (person.likes_closed IS NULL OR person.id = $viewer_id)
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
