// Lift a suspension, for staff: who had deactivated the account before is deactivated again; no-op for who is not suspended.
// in: viewer_id, username_key, reason, action_id   out: Ruling   writes: User, ModerationAction, AGAINST, BY
// cost: constant
// :params {viewer_id: 4096, username_key: 'ada', reason: '', action_id: 4099}
MATCH (staff:User {id: $viewer_id})
OPTIONAL MATCH (target:User {username_key: $username_key})
WHERE staff.staff AND target.status <> 'deleted'
OPTIONAL CALL (staff, target) {
  WITH staff, target WHERE target IS NOT NULL AND NOT coalesce(target.staff, false)
  // Locks before the status is read.
  SET target:User
  WITH staff, target, 'restored' AS act, null AS until_ms, null AS about
  WHERE target.status = 'suspended'
  SET target.status = coalesce(target.suspended_from, 'active')
  REMOVE target.suspended_from, target.suspended_until_ms
  WITH staff, target, act, until_ms, about
  // shape: acted
  MERGE (action:ModerationAction {id: $action_id})
  ON CREATE SET
    action.act = act,
    action.reason = $reason,
    action.until_ms = until_ms,
    action.tweet_id = about,
    action.created_at = datetime({epochMillis: $action_id / 4096 + 1735689600000})
  MERGE (action)-[:AGAINST]->(target)
  MERGE (action)-[:BY]->(staff)
  // end
  RETURN true AS changed
}
RETURN coalesce(staff.staff, false) AS is_staff, target IS NOT NULL AS is_there, coalesce(target.staff, false) AS is_exempt,
  coalesce(changed, false) AS changed, target.username AS username
