// Whether a reader may read what a person writes and does: they meet, and a protected person is followed by the reader.
// Every statement that returns a tweet carries this wording for its author between the marks `// readable: <variable>`
// and `// end`. `protected` is there only on protected people: of all others the follow is not looked for.
person.status = 'active'
AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
