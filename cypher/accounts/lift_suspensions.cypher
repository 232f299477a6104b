// Lift some of the suspensions that are over, or one person's if it is; who had deactivated the account before is deactivated again.
// in: user_id, action_ids   out: Lifted   writes: User, ModerationAction, AGAINST
// cost: the batch, from an index
// :params {user_id: null, action_ids: [4099]}
CALL () {
  MATCH (person:User)
  WHERE $user_id IS NULL AND person.suspended_until_ms <= timestamp()
  RETURN person
  UNION ALL
  MATCH (person:User {id: $user_id})
  RETURN person
}
WITH person LIMIT size($action_ids)
WITH collect(person) AS people
UNWIND range(0, size(people) - 1) AS place
WITH people[place] AS person, $action_ids[place] AS action_id
// Locks before the end is read: it may have been put off.
SET person:User
WITH person, action_id
WHERE person.status = 'suspended' AND person.suspended_until_ms <= timestamp()
SET person.status = coalesce(person.suspended_from, 'active')
REMOVE person.suspended_from, person.suspended_until_ms
MERGE (action:ModerationAction {id: action_id})
ON CREATE SET
  action.act = 'lifted',
  action.reason = '',
  action.created_at = datetime({epochMillis: action_id / 4096 + 1735689600000})
MERGE (action)-[:AGAINST]->(person)
RETURN person.id AS user_id
