// Have an archive of a person's data made; no-op while one is under way, or is there for less than a day.
// in: viewer_id, export_id, name, below   out: Export   writes: Export, HAS_EXPORT, Outbox
// cost: constant
// :params {viewer_id: 4096, export_id: 4098, name: 'a.zip', below: 4096}
//
// One node of a person, so that there is one archive; what is from before `below` is over, and begins anew.
MATCH (person:User {id: $viewer_id})
MERGE (export:Export {user_id: person.id})
ON CREATE SET export.id = $export_id, export.name = $name
MERGE (person)-[:HAS_EXPORT]->(export)
WITH export
// Locks, so that of two requests at once the second sees what the first began.
SET export:Export
WITH export, coalesce(export.ready_id, export.id) < $below AS is_over
FOREACH (_ IN CASE WHEN is_over THEN [1] ELSE [] END |
  SET export.id = $export_id, export.name = $name
  REMOVE export.ready_id, export.size
)
FOREACH (_ IN CASE WHEN export.id = $export_id AND export.ready_id IS NULL THEN [1] ELSE [] END |
  MERGE (event:Outbox {id: $export_id})
  ON CREATE SET
    event.topic = 'exports.make',
    event.payload = '{"user_id": ' + toString(export.user_id) + ', "event_id": ' + toString($export_id) + '}',
    event.created_at = datetime({epochMillis: $export_id / 4096 + 1735689600000})
)
RETURN export.id AS id, export.ready_id AS ready_id, export.size AS size
