// Suspend a person, for staff, until a moment or for good: nobody sees them, and their sessions end; later terms replace earlier ones.
// in: viewer_id, username_key, reason, until_ms, action_id   out: Suspension   writes: User, Credential, Session, HAS_SESSION, ModerationAction, AGAINST, BY
// cost: the person's sessions
// :params {viewer_id: 4096, username_key: 'ada', reason: 'spam', until_ms: null, action_id: 4099}
MATCH (staff:User {id: $viewer_id})
OPTIONAL MATCH (target:User {username_key: $username_key})
WHERE staff.staff AND target.status <> 'deleted'
OPTIONAL CALL (staff, target) {
  WITH staff, target, 'suspended' AS act, $until_ms AS until_ms, null AS about WHERE target IS NOT NULL AND NOT coalesce(target.staff, false)
  OPTIONAL MATCH (target)-[:HAS_CREDENTIAL]->(credential:Credential)
  // Locks what a log-in locks, so that none opens a session behind this one's back.
  FOREACH (locked IN CASE WHEN credential IS NULL THEN [] ELSE [credential] END | SET locked:Credential)
  WITH staff, target, act, until_ms, about
  SET target.suspended_from = CASE WHEN target.status = 'suspended' THEN target.suspended_from ELSE target.status END
  SET target.status = 'suspended', target.suspended_until_ms = until_ms
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
  WITH target
  OPTIONAL MATCH (target)-[:HAS_SESSION]->(session:Session)
  WITH collect(session) AS sessions, collect(session.id) AS ended
  FOREACH (session IN sessions | DETACH DELETE session)
  RETURN ended
}
RETURN coalesce(staff.staff, false) AS is_staff, target IS NOT NULL AS is_there, coalesce(target.staff, false) AS is_exempt,
  ended IS NOT NULL AS changed, target.username AS username, coalesce(ended, []) AS ended
