// The tags of all tweets, in order of time.
// in: -   out: -   writes: index
// cost: the number of tags of tweets, once
// :params {}
CREATE INDEX tagged_recent IF NOT EXISTS FOR ()-[tagged:TAGGED]-() ON (tagged.id)
