// Tweets of one author that have media, in order; others carry no media_author_id and are not in it.
// in: -   out: -   writes: index
// cost: the number of tweets with media, once
// :params {}
CREATE INDEX tweet_media IF NOT EXISTS FOR (tweet:Tweet) ON (tweet.media_author_id, tweet.id)
