// Whether what a person writes belongs in a reader's feeds: they may read it, and have not muted the person.
// Feeds carry this wording between the marks `// wanted: <variable>` and `// end`. A mute may have an end, in ms.
person.status = 'active'
AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: person.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
