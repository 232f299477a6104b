// The retweets of one tweet, in order.
// in: -   out: -   writes: index
// cost: the number of retweets, once
// :params {}
CREATE INDEX retweeted_tweet IF NOT EXISTS FOR ()-[retweeted:RETWEETED]-() ON (retweeted.tweet_id, retweeted.id)
