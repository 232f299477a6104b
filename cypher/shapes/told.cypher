// Whether a notification is shown: its `actor` may be seen, or it comes from the system; what it is about is not deleted.
// Statements carry this wording between the marks `// shape: told` and `// end`; a test compares them.
(
  // visible: actor
  actor.status = 'active'
  // end
  OR notification.verb IN ['welcome', 'changed', 'reset', 'deactivated', 'reactivated']
) AND NOT EXISTS { (notification)-[:ABOUT]->(:Tombstone) }
