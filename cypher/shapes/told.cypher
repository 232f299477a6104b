// Whether a notification is shown: its `actor` may be seen, or it comes from the system; what it is about is not deleted.
// Statements carry this wording between the marks `// shape: told` and `// end`; a test compares them.
(
  // visible: actor
  actor.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: actor.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: actor.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
  OR notification.verb IN ['welcome', 'changed', 'reset', 'deactivated', 'reactivated', 'warned', 'hidden']
) AND NOT EXISTS { (notification)-[:ABOUT]->(:Tombstone) }
