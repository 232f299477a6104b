// One bookmark of a tweet by a person, whatever the race.
// in: -   out: -   writes: constraint
// cost: the number of bookmarks, once
// :params {}
CREATE CONSTRAINT bookmarked_once IF NOT EXISTS FOR ()-[bookmarked:BOOKMARKED]-() REQUIRE (bookmarked.user_id, bookmarked.tweet_id) IS UNIQUE
