// What is reported and waits, by target, the newest first.
// in: limit   out: for people
// cost: the page, from an index, and the reports on it
// :params {limit: 25}
MATCH (found:ReportCase)
WHERE found.queue_id > 0
WITH found
ORDER BY found.queue_id DESC LIMIT $limit
MATCH (found)-[:ABOUT]->(target), (found)<-[:PART_OF]-(report)<-[:REPORTED]-(reporter)
WHERE report.settled IS NULL
RETURN found.id AS case_id, labels(target) AS kind, coalesce(target.username, target.content) AS target,
  count(DISTINCT reporter) AS people, collect(DISTINCT report.reason) AS reasons, max(report.created_at) AS newest
ORDER BY newest DESC
