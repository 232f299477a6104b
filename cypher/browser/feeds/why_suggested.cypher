// Why people are suggested to a person, as a graph: the five best, each with up to three ways over people whom the person follows.
// in: username_key   out: path
// cost: the newest 100 follows of the person, and the newest 50 of each of those
// :params {username_key: 'ada'}
MATCH (viewer:User {username_key: $username_key})
CALL (viewer) {
  MATCH ()-[mine:FOLLOWS]->(friend)
  USING INDEX SEEK mine:FOLLOWS(follower_id, id)
  WHERE mine.follower_id = viewer.id AND mine.id > 0 AND friend.status = 'active'
  RETURN friend ORDER BY mine.follower_id DESC, mine.id DESC LIMIT 100
}
WITH viewer, friend, 1 / log(2 + COUNT { (friend)-[:FOLLOWS]->() }) AS weight
CALL (friend) {
  MATCH ()-[theirs:FOLLOWS]->(person)
  USING INDEX SEEK theirs:FOLLOWS(follower_id, id)
  WHERE theirs.follower_id = friend.id AND theirs.id > 0
  RETURN person ORDER BY theirs.follower_id DESC, theirs.id DESC LIMIT 50
}
WITH viewer, person, collect(friend) AS friends, sum(weight) AS weight
WHERE person <> viewer AND person.status = 'active' AND NOT EXISTS { (viewer)-[:FOLLOWS|DISMISSED|BLOCKS]->(person) } AND NOT EXISTS { (person)-[:BLOCKS]->(viewer) }
WITH viewer, person, friends ORDER BY weight DESC, person.id DESC LIMIT 5
UNWIND friends[..3] AS friend
MATCH path = (viewer)-[:FOLLOWS]->(friend)-[:FOLLOWS]->(person)
RETURN path LIMIT 15
