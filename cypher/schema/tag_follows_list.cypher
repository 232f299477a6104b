// The hashtags that one person follows, in order.
// in: -   out: -   writes: index
// cost: the number of hashtags that people follow, once
// :params {}
CREATE INDEX tag_follows_list IF NOT EXISTS FOR ()-[follows:FOLLOWS_TAG]-() ON (follows.user_id, follows.id)
