// The indexes that are live in this database, without those that belong to constraints or to Neo4j itself.
// in: -   out: Item
// cost: the number of indexes
// :params {}
SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, owningConstraint
WHERE owningConstraint IS NULL AND type <> 'LOOKUP'
RETURN name, type, entityType AS entity, labelsOrTypes AS labels, properties
ORDER BY name
