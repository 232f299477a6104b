// Who is followed most, and what they do for it.
// in: -   out: username, followers, following, tweets
// cost: the degree of the newest 100,000 people
// plot: names username: followers
// :params {}
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 100000
WITH person, COUNT { (person)<-[:FOLLOWS]-() } AS followers
ORDER BY followers DESC, person.username_key LIMIT 25
RETURN person.username AS username, followers, COUNT { (person)-[:FOLLOWS]->() } AS following, COUNT { (person)-[:POSTED]->() } AS tweets
ORDER BY followers DESC, username LIMIT 25
