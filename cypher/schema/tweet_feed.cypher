// Tweets of one author that feeds show, in order; replies carry no feed_author_id and are not in it.
// in: -   out: -   writes: index
// cost: the number of tweets, once
// :params {}
CREATE INDEX tweet_feed IF NOT EXISTS FOR (tweet:Tweet) ON (tweet.feed_author_id, tweet.id)
