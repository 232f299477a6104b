// Like a tweet; no-op if it is liked already.
// in: viewer_id, tweet_id, like_id   out: Like   writes: LIKED
// cost: constant; locks the reader and the tweet
// :params {viewer_id: 1, tweet_id: 2, like_id: 3}
MATCH (viewer:User {id: $viewer_id})
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // visible: author
  author.status = 'active'
  // end
MERGE (viewer)-[liked:LIKED]->(tweet)
ON CREATE SET
  liked.id = $like_id,
  liked.user_id = viewer.id,
  liked.tweet_id = tweet.id,
  liked.created_at = datetime({epochMillis: $like_id / 4096 + 1735689600000})
RETURN
  liked.id AS id,
  viewer {.id, .username, .name, .profile_image} AS user,
  tweet.id AS tweet_id,
  liked.created_at.epochMillis AS created_at,
  liked.id = $like_id AS created
