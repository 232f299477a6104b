// Whom a person has muted, newest first: below a cursor, or above one.
// in: viewer_id, before, after, limit, skip   out: Mutes
// cost: the page, from an ordered index
// :params {viewer_id: 1, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `ids` are those of the relationships, which order the list. A mute that has ended is in it no more, until it is swept. `count` is a degree.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  CALL (viewer) {
    MATCH ()-[tie:MUTES]->(person)
    USING INDEX SEEK tie:MUTES(muter_id, id)
    WHERE tie.muter_id = viewer.id AND tie.id < $before
      AND
      // visible: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
      AND coalesce(tie.until_ms > timestamp(), true)
    RETURN tie, person
    ORDER BY tie.muter_id DESC, tie.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH ()-[tie:MUTES]->(person)
    USING INDEX SEEK tie:MUTES(muter_id, id)
    WHERE tie.muter_id = viewer.id AND tie.id > $after
      AND
      // visible: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
      AND coalesce(tie.until_ms > timestamp(), true)
    RETURN tie, person
    ORDER BY tie.muter_id, tie.id LIMIT $limit
  }
  WITH tie, person
  ORDER BY tie.id DESC
  RETURN collect(tie.id) AS ids, collect(person {
    .id, .username, .name, .profile_image,
    notifications: tie.notifications,
    until: tie.until_ms,
    muted_at: tie.created_at.epochMillis
  }) AS people
}
RETURN COUNT { (viewer)-[:MUTES]->() } AS count, ids, people
