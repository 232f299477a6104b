// DESTRUCTIVE: forgets late work that was given up more than 30 days ago; nobody can replay it then.
// in: -   out: forgotten   writes: DeadLetter
// cost: the oldest 1,000 of it
// :params {}
MATCH (event:DeadLetter)
USING INDEX event:DeadLetter(id)
WHERE event.id > 0 AND event.failed_at < datetime() - duration('P30D')
WITH event ORDER BY event.id LIMIT 1000
DETACH DELETE event
RETURN count(*) AS forgotten
