// Some of the tweets that a deleted person has left.
// in: user_id, limit   out: LeftTweet
// cost: the page, from an index
// :params {user_id: 4096, limit: 200}
CALL () {
  MATCH (tweet:Tweet)
  WHERE tweet.author_id = $user_id AND tweet.id > 0
  RETURN tweet.id AS tweet_id
  LIMIT $limit
  UNION ALL
  // Those that staff have hidden.
  MATCH (tweet:HiddenTweet)
  WHERE tweet.hidden_author_id = $user_id
  RETURN tweet.id AS tweet_id
  LIMIT $limit
}
RETURN tweet_id
