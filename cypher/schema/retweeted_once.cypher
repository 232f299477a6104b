// One retweet of a tweet by a person, whatever the race.
// in: -   out: -   writes: constraint
// cost: the number of retweets, once
// :params {}
CREATE CONSTRAINT retweeted_once IF NOT EXISTS FOR ()-[retweeted:RETWEETED]-() REQUIRE (retweeted.actor_id, retweeted.tweet_id) IS UNIQUE
