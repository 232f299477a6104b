// The likes of one tweet, in order.
// in: -   out: -   writes: index
// cost: the number of likes, once
// :params {}
CREATE INDEX liked_tweet IF NOT EXISTS FOR ()-[liked:LIKED]-() ON (liked.tweet_id, liked.id)
