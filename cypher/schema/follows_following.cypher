// Whom one person follows, in order.
// in: -   out: -   writes: index
// cost: the number of follows, once
// :params {}
CREATE INDEX follows_following IF NOT EXISTS FOR ()-[follows:FOLLOWS]-() ON (follows.follower_id, follows.id)
