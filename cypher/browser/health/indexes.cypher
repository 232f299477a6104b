// Indexes: those that are not online first, then by how seldom they are read.
// in: -   out: name, state, percent, kind, on, properties, reads, last_read
// cost: constant
// :params {}
SHOW INDEXES
YIELD name, state, populationPercent, type, labelsOrTypes, properties, readCount, lastRead
WHERE type <> 'LOOKUP'
RETURN name, state, populationPercent AS percent, type AS kind, labelsOrTypes[0] AS on, properties, readCount AS reads, lastRead AS last_read
ORDER BY state = 'ONLINE', reads, name
