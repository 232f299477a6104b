// How a person's archive does; all null where there is none, or where it is over.
// in: viewer_id, below   out: Export
// cost: constant
// :params {viewer_id: 4096, below: 4096}
MATCH (person:User {id: $viewer_id})
OPTIONAL MATCH (export:Export {user_id: person.id})
WHERE coalesce(export.ready_id, export.id) >= $below
RETURN export.id AS id, export.ready_id AS ready_id, export.size AS size
