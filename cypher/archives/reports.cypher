// What a person reported to staff, oldest first.
// in: viewer_id, after, limit   out: Report
// cost: the person's reports
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH (viewer:User {id: $viewer_id})-[:REPORTED]->(report)-[:PART_OF]->(about)
WHERE report.id > $after
WITH report, about ORDER BY report.id LIMIT $limit
RETURN
  report.id AS id,
  about.key AS about,
  report.reason AS reason,
  report.comment AS comment,
  report.settled IS NOT NULL AS settled,
  report.created_at.epochMillis AS created_at
