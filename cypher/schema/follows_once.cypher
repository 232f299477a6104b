// One follow of a person by another, whatever the race.
// in: -   out: -   writes: constraint
// cost: the number of follows, once
// :params {}
CREATE CONSTRAINT follows_once IF NOT EXISTS FOR ()-[follows:FOLLOWS]-() REQUIRE (follows.follower_id, follows.followee_id) IS UNIQUE
