// The file of an archive; no row if it is over, was replaced, is another person's, or if that person is not active.
// in: viewer_id, export_id, below   out: Archive
// cost: constant
// :params {viewer_id: 4096, export_id: 4098, below: 4096}
MATCH (person:User {id: $viewer_id})
WHERE person.status = 'active'
MATCH (export:Export {user_id: person.id})
WHERE export.id = $export_id AND export.ready_id >= $below
RETURN person.username AS username, export.name AS name, export.size AS size
