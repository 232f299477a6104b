// Keep a tweet no longer; no-op if it was not kept.
// in: viewer_id, tweet_id   out: Undone   writes: BOOKMARKED
// cost: constant; locks the reader and the tweet
// :params {viewer_id: 1, tweet_id: 2}
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // visible: author
  author.status = 'active'
  // end
OPTIONAL MATCH ()-[bookmarked:BOOKMARKED]->() WHERE bookmarked.user_id = $viewer_id AND bookmarked.tweet_id = tweet.id
WITH bookmarked, bookmarked IS NOT NULL AS removed
DELETE bookmarked
RETURN removed
