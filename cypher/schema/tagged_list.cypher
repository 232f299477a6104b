// The tweets that carry one hashtag, in order.
// in: -   out: -   writes: index
// cost: the number of tags of tweets, once
// :params {}
CREATE INDEX tagged_list IF NOT EXISTS FOR ()-[tagged:TAGGED]-() ON (tagged.hashtag, tagged.id)
