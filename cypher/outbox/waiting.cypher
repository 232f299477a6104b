// How much late work there is: events that wait or are under way, since when, those that failed, and those given up.
// in: -   out: Waiting
// cost: constant; three counts that Neo4j keeps, and one step into an index
// :params {}
OPTIONAL MATCH (event:Outbox)
WHERE event.id > 0
WITH event.id AS oldest_id
ORDER BY oldest_id
LIMIT 1
RETURN
  oldest_id,
  COUNT { MATCH (waits:Outbox) } AS depth,
  COUNT { MATCH (fails:SetAside) } AS failing,
  COUNT { MATCH (rests:DeadLetter) } AS dead
