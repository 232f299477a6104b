// How many indexes are still being built, those of constraints included.
// in: -   out: Pending
// cost: the number of indexes
// :params {}
SHOW INDEXES YIELD state
WHERE state <> 'ONLINE'
RETURN count(*) AS indexes
