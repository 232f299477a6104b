// Take a like back; no-op if there is none.
// in: viewer_id, tweet_id   out: Undone   writes: LIKED
// cost: constant; locks the reader and the tweet
// :params {viewer_id: 1, tweet_id: 2}
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // visible: author
  author.status = 'active'
  // end
OPTIONAL MATCH ()-[liked:LIKED]->() WHERE liked.user_id = $viewer_id AND liked.tweet_id = tweet.id
WITH liked, liked IS NOT NULL AS removed
DELETE liked
RETURN removed
