// An archive is there: it can be fetched, and its person is mailed; no row if it is not wanted any more.
// in: viewer_id, export_id, ready_id, size   out: Made   writes: Export, Outbox
// cost: constant
// :params {viewer_id: 4096, export_id: 4098, ready_id: 4099, size: 1000}
//
// Of two runs the first one's moment stands, and leaves the only mail.
MATCH (person:User {id: $viewer_id})
WHERE person.status <> 'deleted'
MATCH (export:Export {user_id: person.id})
// Locks, so that what is compared is what is true.
SET export:Export
WITH export
WHERE export.id = $export_id
SET export.size = $size, export.ready_id = coalesce(export.ready_id, $ready_id)
FOREACH (_ IN CASE WHEN export.ready_id = $ready_id THEN [1] ELSE [] END |
  MERGE (event:Outbox {id: $ready_id})
  ON CREATE SET
    event.topic = 'mail.exported',
    event.payload = '{"user_id": ' + toString(export.user_id) + ', "event_id": ' + toString($ready_id) + '}',
    event.created_at = datetime({epochMillis: $ready_id / 4096 + 1735689600000})
)
RETURN export.ready_id = $ready_id AS is_first
