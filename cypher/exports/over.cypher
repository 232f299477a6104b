// Archives that are over, some at a time; whoever calls removes the files, then forgets them.
// in: below, limit   out: Over
// cost: the archives that are there; those of one day
// :params {below: 4096, limit: 100}
MATCH (export:Export)
WHERE export.id < $below AND coalesce(export.ready_id, export.id) < $below
RETURN export.id AS id, export.name AS name
LIMIT $limit
