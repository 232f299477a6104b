// The tweets that quote one tweet, in order.
// in: -   out: -   writes: index
// cost: the number of tweets, once
// :params {}
CREATE INDEX tweet_quotes IF NOT EXISTS FOR (tweet:Tweet) ON (tweet.quoted_id, tweet.id)
