// How many people nobody follows, who follow nobody, or both.
// in: -   out: standing, people, share
// cost: two looks at each of the newest 50,000 people
// plot: names standing: people
// :params {}
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 50000
WITH CASE
  WHEN EXISTS { (person)-[:FOLLOWS]->() } AND EXISTS { ()-[:FOLLOWS]->(person) } THEN 'follow and are followed'
  WHEN EXISTS { (person)-[:FOLLOWS]->() } THEN 'follow only'
  WHEN EXISTS { ()-[:FOLLOWS]->(person) } THEN 'are followed only'
  ELSE 'neither'
END AS standing
WITH collect(standing) AS everybody
UNWIND everybody AS standing
WITH standing, count(*) AS people, size(everybody) AS total
RETURN standing, people, round(1.0 * people / total, 3) AS share
ORDER BY people DESC, standing LIMIT 4
