// Anything in the graph that somebody may miss; no row when it has nothing but what the stack makes anew by itself.
// in: -   out: Found
// cost: constant: passes over a few dozen nodes at most
// :params {}
MATCH (node)
WHERE NOT (node:SchemaVersion OR node:ProcessSlot OR node:Trends)
RETURN labels(node)[0] AS label
LIMIT 1
