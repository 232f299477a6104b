// What is left of deleted replies to one tweet, in order.
// in: -   out: -   writes: index
// cost: the number of tombstones, once
// :params {}
CREATE INDEX tombstone_replies IF NOT EXISTS FOR (tombstone:Tombstone) ON (tombstone.parent_id, tombstone.id)
