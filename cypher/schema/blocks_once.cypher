// One block of a person by another; whether there is one is asked of everybody who is shown.
// in: -   out: -   writes: constraint
// cost: the number of blocks, once
// :params {}
CREATE CONSTRAINT blocks_once IF NOT EXISTS FOR ()-[blocks:BLOCKS]-() REQUIRE (blocks.blocker_id, blocks.blocked_id) IS UNIQUE
