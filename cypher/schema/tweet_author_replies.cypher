// Replies of one author, in order; the last property keeps all else out of the index.
// in: -   out: -   writes: index
// cost: the number of replies, once
// :params {}
CREATE INDEX tweet_author_replies IF NOT EXISTS FOR (tweet:Tweet) ON (tweet.author_id, tweet.id, tweet.parent_id)
