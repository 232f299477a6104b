// Tell `receiver` that `actor` did what `verb` says to `target`, once: what goes on below are new notifications only, for the
// statement to tie to what they are about. The key decides who is first, so nobody's node is locked to look for ties.
// Statements carry this wording between the marks `// shape: tell` and `// end`; a test compares them.
MERGE (notification:Notification {
  key: toString(receiver.id) + ':' + verb + ':' + toString(actor.id) + ':' + toString(target)
})
ON CREATE SET
  notification.id = notification_id,
  notification.receiver_id = receiver.id,
  notification.verb = verb,
  notification.read = false,
  notification.created_at = datetime({epochMillis: notification_id / 4096 + 1735689600000})
WITH *
WHERE notification.id = notification_id AND NOT EXISTS { (notification)-[:TO]->() }
CREATE (notification)-[:TO]->(receiver)
CREATE (notification)-[:FROM]->(actor)
