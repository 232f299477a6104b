// Who is suspended by staff, until when, and why; the first to come back first, those without an end last.
// in: limit   out: for people
// cost: the suspensions, from an index on their actions
// :params {limit: 100}
MATCH (action:ModerationAction)
WHERE action.id > 0 AND action.act = 'suspended'
MATCH (action)-[:AGAINST]->(person:User)
WHERE person.status = 'suspended'
WITH person, action
ORDER BY action.id DESC
WITH person, head(collect(action)) AS newest
RETURN person.username AS username, CASE WHEN person.suspended_until_ms IS NOT NULL THEN datetime({epochMillis: person.suspended_until_ms}) END AS until, newest.reason AS reason, newest.created_at AS since
ORDER BY coalesce(person.suspended_until_ms, 9007199254740991) LIMIT $limit
