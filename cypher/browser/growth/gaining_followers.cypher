// Who has won the most followers of late.
// in: -   out: username, won, followers, since
// cost: the newest 5,000 follows
// :params {}
MATCH ()-[tie:FOLLOWS]->(person:User)
USING INDEX tie:FOLLOWS(id)
WHERE tie.id > 0
WITH tie, person ORDER BY tie.id DESC LIMIT 5000
WITH person, count(*) AS won, min(tie.created_at) AS since
WHERE person.status = 'active'
RETURN person.username AS username, won, COUNT { (person)<-[:FOLLOWS]-() } AS followers, since
ORDER BY won DESC, username LIMIT 25
