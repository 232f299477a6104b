// Who is in the most triangles of returned follows.
// in: -   out: username, friends, triangles
// cost: the newest 50 followees of the newest 1,000 people, and two looks for each pair of those who follow back
// plot: names username: triangles
// :params {}
//
// A friend is somebody among the newest 50 whom a person follows, who follows back.
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 1000
CALL (person) {
  MATCH ()-[follow:FOLLOWS]->(friend:User)
  USING INDEX SEEK follow:FOLLOWS(follower_id, id)
  WHERE follow.follower_id = person.id AND follow.id > 0 AND friend.status = 'active'
  WITH person, friend, follow
  ORDER BY follow.follower_id DESC, follow.id DESC LIMIT 50
  WITH person, friend
  WHERE EXISTS { (friend)-[:FOLLOWS]->(person) }
  RETURN collect(friend) AS friends
}
WITH person, friends, size(friends) AS number
UNWIND friends AS one
UNWIND friends AS other
WITH person, number, one, other
WHERE one.id < other.id AND EXISTS { (one)-[:FOLLOWS]->(other) } AND EXISTS { (other)-[:FOLLOWS]->(one) }
RETURN person.username AS username, number AS friends, count(*) AS triangles
ORDER BY triangles DESC, username LIMIT 25
