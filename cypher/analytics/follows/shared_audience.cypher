// Which of the most followed have the same followers.
// in: -   out: one, other, shared, jaccard
// cost: the degree of the newest 20,000 people, and the newest 1,000 followers of the twenty most followed
// plot: points shared: jaccard
// :params {}
//
// `jaccard` is what both have over what either has, 1 for the same audience.
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 20000
WITH person, COUNT { (person)<-[:FOLLOWS]-() } AS followers
ORDER BY followers DESC, person.id LIMIT 20
CALL (person) {
  MATCH (follower:User)-[follow:FOLLOWS]->()
  USING INDEX SEEK follow:FOLLOWS(followee_id, id)
  WHERE follow.followee_id = person.id AND follow.id > 0 AND follower.status = 'active'
  WITH follower, follow
  ORDER BY follow.followee_id DESC, follow.id DESC LIMIT 1000
  RETURN collect(follower) AS audience
}
WITH person, audience, size(audience) AS looked_at
UNWIND audience AS follower
WITH follower, collect({person: person, looked_at: looked_at}) AS followed
UNWIND followed AS one
UNWIND followed AS other
WITH one, other
WHERE one.person.id < other.person.id
WITH one.person AS one, other.person AS other, one.looked_at + other.looked_at AS together, count(*) AS shared
RETURN one.username AS one, other.username AS other, shared, round(1.0 * shared / (together - shared), 3) AS jaccard
ORDER BY shared DESC, one, other LIMIT 100
