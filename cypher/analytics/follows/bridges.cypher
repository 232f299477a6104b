// Who ties together people that are not tied otherwise: ways over a person for which there is no direct follow.
// in: -   out: username, ways, open, share
// cost: the newest 20 followers and the newest 20 followees of the newest 1,000 people, one look for each pair
// plot: names username: open
// :params {}
//
// A way leads from a follower over the person to whom the person follows. It is open if the first does not follow the last.
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 1000
CALL (person) {
  MATCH (follower:User)-[follow:FOLLOWS]->()
  USING INDEX SEEK follow:FOLLOWS(followee_id, id)
  WHERE follow.followee_id = person.id AND follow.id > 0 AND follower.status = 'active'
  WITH follower, follow
  ORDER BY follow.followee_id DESC, follow.id DESC LIMIT 20
  RETURN collect(follower) AS followers
}
CALL (person) {
  MATCH ()-[follow:FOLLOWS]->(followee:User)
  USING INDEX SEEK follow:FOLLOWS(follower_id, id)
  WHERE follow.follower_id = person.id AND follow.id > 0 AND followee.status = 'active'
  WITH followee, follow
  ORDER BY follow.follower_id DESC, follow.id DESC LIMIT 20
  RETURN collect(followee) AS followees
}
UNWIND followers AS first
UNWIND followees AS last
WITH person, first, last
WHERE first <> last
WITH person, EXISTS { (first)-[:FOLLOWS]->(last) } AS is_direct
WITH person, count(*) AS ways, count(CASE WHEN NOT is_direct THEN 1 END) AS open
RETURN person.username AS username, ways, open, round(1.0 * open / ways, 3) AS share
ORDER BY open DESC, username LIMIT 25
