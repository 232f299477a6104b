// A person follows a hashtag once, whatever the race.
// in: -   out: -   writes: constraint
// cost: the number of hashtags that people follow, once
// :params {}
CREATE CONSTRAINT tag_follows_once IF NOT EXISTS FOR ()-[follows:FOLLOWS_TAG]-() REQUIRE (follows.user_id, follows.hashtag) IS UNIQUE
