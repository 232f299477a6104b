// The audit trail: `staff` did what `act` says to `target`, because of $reason; `until_ms` is its end or
// null, `about` the tweet that it was about or null. Written once and never changed; no name and no person's id is in it.
// Statements carry this wording between the marks `// shape: acted` and `// end`; a test compares them.
MERGE (action:ModerationAction {id: $action_id})
ON CREATE SET
  action.act = act,
  action.reason = $reason,
  action.until_ms = until_ms,
  action.tweet_id = about,
  action.created_at = datetime({epochMillis: $action_id / 4096 + 1735689600000})
MERGE (action)-[:AGAINST]->(target)
MERGE (action)-[:BY]->(staff)
