// The earlier versions of one tweet, in order.
// in: -   out: -   writes: index
// cost: the number of versions, once
// :params {}
CREATE INDEX version_tweet IF NOT EXISTS FOR (version:TweetVersion) ON (version.tweet_id, version.id)
