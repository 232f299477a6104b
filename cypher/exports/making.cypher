// The name of the file that is to be made; no row if it was made, is not wanted any more, or if the person was deleted.
// in: viewer_id, export_id   out: ToMake
// cost: constant
// :params {viewer_id: 4096, export_id: 4098}
MATCH (person:User {id: $viewer_id})
WHERE person.status <> 'deleted'
MATCH (export:Export {user_id: person.id})
WHERE export.id = $export_id AND export.ready_id IS NULL
RETURN export.name AS name
