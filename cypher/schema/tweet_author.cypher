// Everything one author wrote, replies included, in order.
// in: -   out: -   writes: index
// cost: the number of tweets, once
// :params {}
CREATE INDEX tweet_author IF NOT EXISTS FOR (tweet:Tweet) ON (tweet.author_id, tweet.id)
