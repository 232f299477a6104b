// The direct replies of one author to one tweet, in order.
// in: -   out: -   writes: index
// cost: the number of tweets, once
// :params {}
CREATE INDEX tweet_replies_of IF NOT EXISTS FOR (tweet:Tweet) ON (tweet.parent_id, tweet.author_id, tweet.id)
