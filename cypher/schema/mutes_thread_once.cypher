// One mute of a thread by a person.
// in: -   out: -   writes: constraint
// cost: the number of mutes, once
// :params {}
CREATE CONSTRAINT mutes_thread_once IF NOT EXISTS FOR ()-[mutes:MUTES_THREAD]-() REQUIRE (mutes.user_id, mutes.tweet_id) IS UNIQUE
