// How many indexes are built and how many are not yet, those of constraints included.
// in: -   out: Built
// cost: the number of indexes
// :params {}
SHOW INDEXES YIELD state
RETURN
  sum(CASE state WHEN 'ONLINE' THEN 1 ELSE 0 END) AS built,
  sum(CASE state WHEN 'ONLINE' THEN 0 ELSE 1 END) AS pending
