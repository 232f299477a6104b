// Some of the tweets that a deleted person has left.
// in: user_id, limit   out: LeftTweet
// cost: the page, from an index
// :params {user_id: 4096, limit: 200}
MATCH (tweet:Tweet)
WHERE tweet.author_id = $user_id AND tweet.id > 0
RETURN tweet.id AS tweet_id
LIMIT $limit
