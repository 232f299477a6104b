// How often two people whom somebody follows are tied themselves, by how many that somebody follows.
// in: -   out: following, people, pairs, tied, clustering
// cost: the pairs among the newest 30 followees of the newest 1,000 people, one or two looks for each
// plot: points following: clustering
// :params {}
//
// `following` is where a class begins: 4 stands for 4 to 7. `clustering` is the share of pairs that are tied, either way.
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 1000
CALL (person) {
  MATCH ()-[follow:FOLLOWS]->(followee:User)
  USING INDEX SEEK follow:FOLLOWS(follower_id, id)
  WHERE follow.follower_id = person.id AND follow.id > 0 AND followee.status = 'active'
  WITH followee, follow
  ORDER BY follow.follower_id DESC, follow.id DESC LIMIT 30
  RETURN collect(followee) AS followees
}
UNWIND followees AS one
UNWIND followees AS other
WITH person, one, other
WHERE one.id < other.id
WITH person, EXISTS { (one)-[:FOLLOWS]-(other) } AS is_tied
WITH person, count(*) AS pairs, count(CASE WHEN is_tied THEN 1 END) AS tied
WITH toInteger(2 ^ floor(log(COUNT { (person)-[:FOLLOWS]->() }) / log(2) + 0.000000001)) AS following, pairs, tied
WITH following, count(*) AS people, sum(pairs) AS pairs, sum(tied) AS tied
RETURN following, people, pairs, tied, round(1.0 * tied / pairs, 3) AS clustering
ORDER BY following LIMIT 40
