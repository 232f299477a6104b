// Whether a reader, $viewer_id, meets a person at all: the person is there for them, and neither has blocked the other.
// Every statement that names a person carries this wording between the marks `// visible: <variable>` and `// end`, with
// its own variable in the place of `person`; a test compares them. Seeks by $viewer_id alone, so that it fits anywhere.
person.status = 'active'
AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
