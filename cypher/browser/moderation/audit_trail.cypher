// What was done to a person, by whom and why, the newest first.
// in: username_key   out: for people
// cost: what was done to them
// :params {username_key: 'ada'}
MATCH (person:User {username_key: $username_key})<-[:AGAINST]-(action:ModerationAction)
OPTIONAL MATCH (action)-[:BY]->(staff:User)
RETURN action.created_at AS at, action.act AS act, staff.username AS by, action.reason AS reason,
  CASE WHEN action.until_ms IS NOT NULL THEN datetime({epochMillis: action.until_ms}) END AS until, action.tweet_id AS tweet
ORDER BY action.id DESC
