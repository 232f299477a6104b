// Newcomers who follow nobody: their feed is empty.
// in: -   out: username, joined, tweets, followers
// cost: the newest 500 people
// :params {}
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person ORDER BY person.id DESC LIMIT 500
WHERE COUNT { (person)-[:FOLLOWS]->() } = 0
RETURN person.username AS username, person.created_at AS joined, COUNT { (person)-[:POSTED]->() } AS tweets, COUNT { (person)<-[:FOLLOWS]-() } AS followers
ORDER BY person.id DESC LIMIT 100
