// Suspend a person, for who administers this network: invisible at once, all sessions end; no row if there is none.
// in: username_key, reason, action_id   out: EndedSessions   writes: User, Credential, Session, HAS_SESSION, ModerationAction, AGAINST
// cost: the person's sessions
// :params {username_key: 'ada', reason: 'spam', action_id: 4099}
//
// The action is nobody's: whoever runs the machine is no person of the network.
MATCH (person:User {username_key: $username_key})
OPTIONAL MATCH (person)-[:HAS_CREDENTIAL]->(credential:Credential)
// Locks what a log-in locks, so that none opens a session behind this one's back.
FOREACH (locked IN CASE WHEN credential IS NULL THEN [] ELSE [credential] END | SET locked:Credential)
WITH person
SET person.suspended_from = CASE WHEN person.status = 'suspended' THEN person.suspended_from ELSE person.status END
SET person.status = 'suspended'
REMOVE person.suspended_until_ms
MERGE (action:ModerationAction {id: $action_id})
ON CREATE SET
  action.act = 'suspended',
  action.reason = $reason,
  action.created_at = datetime({epochMillis: $action_id / 4096 + 1735689600000})
MERGE (action)-[:AGAINST]->(person)
WITH person
OPTIONAL MATCH (person)-[:HAS_SESSION]->(session:Session)
WITH collect(session) AS sessions, collect(session.id) AS ended, count(DISTINCT person) AS people
WHERE people > 0
FOREACH (session IN sessions | DETACH DELETE session)
RETURN ended
