// Communities: people among whom follows are returned, found by passing labels on.
// in: -   out: community, people, members
// cost: four times what the newest 5,000 people follow, one look for the way back of each
// plot: names community: people
// :params {}
//
// Each begins with a label of their own and takes, four times over, the one that most of those with whom they share a
// returned follow had, the own one among them; of several as frequent ones the oldest (label propagation, Raghavan and others, 2007).
// A community is named after its oldest member. Who has no returned follow is in none.
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 5000
WITH collect(person) AS people, min(person.id) AS oldest
UNWIND people AS person
WITH oldest, person, person.id AS label
CALL (person, oldest) {
  RETURN person AS receiver
UNION ALL
  MATCH (person)-[:FOLLOWS]->(friend:User)
  WHERE friend.id >= oldest AND friend.status = 'active' AND EXISTS { (friend)-[:FOLLOWS]->(person) }
  RETURN friend AS receiver
}
WITH oldest, receiver, label, count(*) AS votes
ORDER BY votes DESC, label
WITH oldest, receiver AS person, head(collect(label)) AS label
CALL (person, oldest) {
  RETURN person AS receiver
UNION ALL
  MATCH (person)-[:FOLLOWS]->(friend:User)
  WHERE friend.id >= oldest AND friend.status = 'active' AND EXISTS { (friend)-[:FOLLOWS]->(person) }
  RETURN friend AS receiver
}
WITH oldest, receiver, label, count(*) AS votes
ORDER BY votes DESC, label
WITH oldest, receiver AS person, head(collect(label)) AS label
CALL (person, oldest) {
  RETURN person AS receiver
UNION ALL
  MATCH (person)-[:FOLLOWS]->(friend:User)
  WHERE friend.id >= oldest AND friend.status = 'active' AND EXISTS { (friend)-[:FOLLOWS]->(person) }
  RETURN friend AS receiver
}
WITH oldest, receiver, label, count(*) AS votes
ORDER BY votes DESC, label
WITH oldest, receiver AS person, head(collect(label)) AS label
CALL (person, oldest) {
  RETURN person AS receiver
UNION ALL
  MATCH (person)-[:FOLLOWS]->(friend:User)
  WHERE friend.id >= oldest AND friend.status = 'active' AND EXISTS { (friend)-[:FOLLOWS]->(person) }
  RETURN friend AS receiver
}
WITH receiver, label, count(*) AS votes
ORDER BY votes DESC, label
WITH receiver AS person, head(collect(label)) AS label
ORDER BY person.id
WITH label, collect(person.username) AS usernames
WHERE size(usernames) > 1
RETURN usernames[0] AS community, size(usernames) AS people, usernames[..10] AS members
ORDER BY people DESC, community LIMIT 50
