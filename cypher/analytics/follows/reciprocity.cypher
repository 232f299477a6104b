// How many follows are returned, by the month in which they began.
// in: -   out: month, follows, returned, share
// cost: the newest 100,000 follows, one look for the way back of each
// plot: line month: share
// :params {}
MATCH (follower:User)-[follow:FOLLOWS]->(followee:User)
USING INDEX follow:FOLLOWS(id)
WHERE follow.id > 0 AND follower.status = 'active' AND followee.status = 'active'
WITH follow, follower, followee
ORDER BY follow.id DESC LIMIT 100000
WITH substring(toString(date(datetime({epochMillis: follow.id / 4096 + 1735689600000}))), 0, 7) AS month,
  EXISTS { (followee)-[:FOLLOWS]->(follower) } AS is_returned
WITH month, count(*) AS follows, count(CASE WHEN is_returned THEN 1 END) AS returned
RETURN month, follows, returned, round(1.0 * returned / follows, 3) AS share
ORDER BY month DESC LIMIT 120
