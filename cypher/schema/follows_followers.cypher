// Who follows one person, in order.
// in: -   out: -   writes: index
// cost: the number of follows, once
// :params {}
CREATE INDEX follows_followers IF NOT EXISTS FOR ()-[follows:FOLLOWS]-() ON (follows.followee_id, follows.id)
