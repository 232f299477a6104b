// One mute of a person by another; whether there is one is asked of everybody in a feed.
// in: -   out: -   writes: constraint
// cost: the number of mutes, once
// :params {}
CREATE CONSTRAINT mutes_once IF NOT EXISTS FOR ()-[mutes:MUTES]-() REQUIRE (mutes.muter_id, mutes.muted_id) IS UNIQUE
