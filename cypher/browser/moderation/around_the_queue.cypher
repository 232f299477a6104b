// What is reported and waits, with who reported it, as a graph.
// in: -   out: about, path
// cost: the ten newest cases, from an index, and twenty reports on each
// :params {}
MATCH (found:ReportCase)
WHERE found.queue_id > 0
WITH found ORDER BY found.queue_id DESC LIMIT 10
MATCH about = (found)-[:ABOUT]->()
CALL (found) {
  MATCH path = (found)<-[:PART_OF]-(report:Report)<-[:REPORTED]-(:User)
  WHERE report.settled IS NULL
  RETURN path LIMIT 20
}
RETURN about, path LIMIT 200
