// Whom a person has blocked, in order.
// in: -   out: -   writes: index
// cost: the number of blocks, once
// :params {}
CREATE INDEX blocks_list IF NOT EXISTS FOR ()-[blocks:BLOCKS]-() ON (blocks.blocker_id, blocks.id)
