// Who follows the most people of late, and how few follow back.
// in: -   out: username, joined, follows, followed_back, since
// cost: the newest 5,000 follows
// :params {}
MATCH (person:User)-[tie:FOLLOWS]->(followee:User)
USING INDEX tie:FOLLOWS(id)
WHERE tie.id > 0
WITH tie, person, followee ORDER BY tie.id DESC LIMIT 5000
WITH person, count(*) AS follows, min(tie.created_at) AS since,
  sum(CASE WHEN EXISTS { (followee)-[:FOLLOWS]->(person) } THEN 1 ELSE 0 END) AS followed_back
RETURN person.username AS username, person.created_at AS joined, follows, followed_back, since
ORDER BY follows DESC, username LIMIT 25
