// Lift a suspension: who had deactivated the account before is deactivated again; no change for who is not suspended.
// in: username_key, reason, action_id   out: Restored   writes: User, ModerationAction, AGAINST
// cost: constant
// :params {username_key: 'ada', reason: '', action_id: 4099}
MATCH (person:User {username_key: $username_key})
// Locks before the status is read.
SET person:User
WITH person
CALL (person) {
  WITH person WHERE person.status = 'suspended'
  SET person.status = coalesce(person.suspended_from, 'active')
  REMOVE person.suspended_from, person.suspended_until_ms
  MERGE (action:ModerationAction {id: $action_id})
  ON CREATE SET
    action.act = 'restored',
    action.reason = $reason,
    action.created_at = datetime({epochMillis: $action_id / 4096 + 1735689600000})
  MERGE (action)-[:AGAINST]->(person)
}
RETURN person.status AS status
