// Remove archives whose files are gone; no-op for those that are forgotten already.
// in: ids   out: -   writes: Export, HAS_EXPORT
// cost: the number of ids
// :params {ids: [4098]}
UNWIND $ids AS id
MATCH (export:Export {id: id})
DETACH DELETE export
