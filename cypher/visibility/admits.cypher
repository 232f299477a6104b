// Whether a person is there for a reader, $viewer_id (0: nobody is signed in): active, and has not blocked the reader.
// Statements carry this wording between the marks `// admits: <variable>` and `// end`, with their own variable in the
// place of `person`; a test compares them. Only the page of a person asks no more than this: who blocked them finds them there.
person.status = 'active'
AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
