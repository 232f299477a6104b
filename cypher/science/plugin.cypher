// Whether Neo4j has Graph Data Science.
// in: -   out: Plugin
// cost: the list of procedures
// :params {}
SHOW PROCEDURES YIELD name
WHERE name = 'gds.knn.stream'
RETURN count(*) > 0 AS is_there
