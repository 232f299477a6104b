// The direct replies to one tweet, in order.
// in: -   out: -   writes: index
// cost: the number of tweets, once
// :params {}
CREATE INDEX tweet_replies IF NOT EXISTS FOR (tweet:Tweet) ON (tweet.parent_id, tweet.id)
