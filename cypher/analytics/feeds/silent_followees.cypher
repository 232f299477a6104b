// How many of those whom people follow have put nothing into a feed for 30 days.
// in: -   out: following, people, looked_at, silent, share
// cost: the newest 200 followees of the newest 1,000 people who follow somebody
// plot: points following: share
// :params {}
//
// `following` is where a class begins: 4 stands for 4 to 7. `looked_at` are the followees in it.
MATCH (reader:User)
USING INDEX reader:User(id)
WHERE reader.id > 0 AND reader.status = 'active' AND EXISTS { (reader)-[:FOLLOWS]->() }
WITH reader
ORDER BY reader.id DESC LIMIT 1000
CALL (reader) {
  MATCH ()-[follow:FOLLOWS]->(author:User)
  USING INDEX SEEK follow:FOLLOWS(follower_id, id)
  WHERE follow.follower_id = reader.id AND follow.id > 0 AND author.status = 'active'
  WITH author, follow
  ORDER BY follow.follower_id DESC, follow.id DESC LIMIT 200
  RETURN count(*) AS looked_at,
    count(CASE WHEN coalesce(author.last_post_id, 0) < (timestamp() - 2592000000 - 1735689600000) * 4096 THEN 1 END) AS silent
}
WITH toInteger(2 ^ floor(log(COUNT { (reader)-[:FOLLOWS]->() }) / log(2) + 0.000000001)) AS following, looked_at, silent
WHERE looked_at > 0
WITH following, count(*) AS people, sum(looked_at) AS looked_at, sum(silent) AS silent
RETURN following, people, looked_at, silent, round(1.0 * silent / looked_at, 3) AS share
ORDER BY following LIMIT 40
