// What staff did to a person and their tweets, oldest first; neither who did it nor what others reported.
// in: viewer_id, after, limit   out: Ruled
// cost: what was done to the person
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH (viewer:User {id: $viewer_id})<-[:AGAINST]-(action)
WHERE action.id > $after AND action.act <> 'resolved'
WITH action ORDER BY action.id LIMIT $limit
RETURN
  action.id AS id,
  action.act AS act,
  action.tweet_id AS tweet_id,
  action.until_ms AS until,
  action.created_at.epochMillis AS created_at
