// Settle what was reported of one target, for staff: it leaves the queue until somebody reports anew; no-op if it has left.
// in: viewer_id, case_id, reason, action_id   out: Settled   writes: ReportCase, Report, ModerationAction, AGAINST, BY
// cost: the target's reports; locks the case
// :params {viewer_id: 4096, case_id: 4098, reason: '', action_id: 4099}
//
// A deleted tweet's case waits for its sweep: it has nobody any more against whom this is.
MATCH (staff:User {id: $viewer_id})
OPTIONAL MATCH (found:ReportCase {id: $case_id})
WHERE staff.staff
OPTIONAL CALL (staff, found) {
  WITH staff, found WHERE found IS NOT NULL
  SET found:ReportCase
  WITH staff, found WHERE found.queue_id IS NOT NULL
  REMOVE found.queue_id
  WITH staff, found
  CALL (found) {
    MATCH (found)<-[:PART_OF]-(report)
    WHERE report.settled IS NULL
    SET report.settled = true
  }
  MATCH (found)-[:ABOUT]->(subject)
  MATCH (target:User {id: CASE WHEN subject:User THEN subject.id ELSE coalesce(subject.author_id, subject.hidden_author_id) END})
  WITH staff, target, 'resolved' AS act, null AS until_ms, CASE WHEN subject:User THEN null ELSE subject.id END AS about
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
RETURN coalesce(staff.staff, false) AS is_staff, found IS NOT NULL AS is_there, coalesce(changed, false) AS changed
