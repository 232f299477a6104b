// One like of a tweet by a person, whatever the race.
// in: -   out: -   writes: constraint
// cost: the number of likes, once
// :params {}
CREATE CONSTRAINT liked_once IF NOT EXISTS FOR ()-[liked:LIKED]-() REQUIRE (liked.user_id, liked.tweet_id) IS UNIQUE
