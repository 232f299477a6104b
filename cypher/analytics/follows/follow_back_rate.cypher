// How many of their followers people follow back, by how many followers they have.
// in: -   out: followers, people, looked_at, followed_back, rate
// cost: the newest 200 followers of the newest 5,000 people, one look for the way back of each
// plot: points followers: rate
// :params {}
//
// `followers` is where a class begins: 4 stands for 4 to 7. `looked_at` are the followers in it.
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 5000
CALL (person) {
  MATCH (follower:User)-[follow:FOLLOWS]->()
  USING INDEX SEEK follow:FOLLOWS(followee_id, id)
  WHERE follow.followee_id = person.id AND follow.id > 0 AND follower.status = 'active'
  WITH person, follower, follow
  ORDER BY follow.followee_id DESC, follow.id DESC LIMIT 200
  WITH EXISTS { (person)-[:FOLLOWS]->(follower) } AS is_back
  RETURN count(*) AS looked_at, count(CASE WHEN is_back THEN 1 END) AS back
}
WITH COUNT { (person)<-[:FOLLOWS]-() } AS degree, looked_at, back
WHERE looked_at > 0
WITH toInteger(2 ^ floor(log(degree) / log(2) + 0.000000001)) AS followers, count(*) AS people, sum(looked_at) AS looked_at, sum(back) AS back
RETURN followers, people, looked_at, back AS followed_back, round(1.0 * back / looked_at, 3) AS rate
ORDER BY followers LIMIT 40
