// Whom a person has muted, in order.
// in: -   out: -   writes: index
// cost: the number of mutes, once
// :params {}
CREATE INDEX mutes_list IF NOT EXISTS FOR ()-[mutes:MUTES]-() ON (mutes.muter_id, mutes.id)
