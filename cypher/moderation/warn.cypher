// Warn a person, for staff: they are told, by nobody's name.
// in: viewer_id, username_key, reason, action_id   out: Ruling   writes: Notification, TO, ModerationAction, AGAINST, BY
// cost: constant
// :params {viewer_id: 4096, username_key: 'ada', reason: 'spam', action_id: 4099}
MATCH (staff:User {id: $viewer_id})
OPTIONAL MATCH (target:User {username_key: $username_key})
WHERE staff.staff AND target.status <> 'deleted'
OPTIONAL CALL (staff, target) {
  WITH staff, target, 'warned' AS act, null AS until_ms, null AS about WHERE target IS NOT NULL AND NOT coalesce(target.staff, false)
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
  MERGE (notification:Notification {key: toString(target.id) + ':warned:0:' + toString($action_id)})
  ON CREATE SET
    notification.id = $action_id,
    notification.receiver_id = target.id,
    notification.verb = 'warned',
    notification.read = false,
    notification.created_at = datetime({epochMillis: $action_id / 4096 + 1735689600000})
  MERGE (notification)-[:TO]->(target)
  RETURN true AS changed
}
RETURN coalesce(staff.staff, false) AS is_staff, target IS NOT NULL AS is_there, coalesce(target.staff, false) AS is_exempt,
  coalesce(changed, false) AS changed, target.username AS username
