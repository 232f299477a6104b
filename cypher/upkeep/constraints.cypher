// The constraints that are live in this database.
// in: -   out: Item
// cost: the number of constraints
// :params {}
SHOW CONSTRAINTS YIELD name, type, entityType, labelsOrTypes, properties
RETURN name, type, entityType AS entity, labelsOrTypes AS labels, properties
ORDER BY name
