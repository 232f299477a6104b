// The retweets of one person, in order, for feeds.
// in: -   out: -   writes: index
// cost: the number of retweets, once
// :params {}
CREATE INDEX retweeted_feed IF NOT EXISTS FOR ()-[retweeted:RETWEETED]-() ON (retweeted.actor_id, retweeted.id)
