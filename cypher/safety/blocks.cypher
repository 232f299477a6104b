// Whom a person has blocked, newest first: below a cursor, or above one.
// in: viewer_id, before, after, limit, skip   out: Blocks
// cost: the page, from an ordered index
// :params {viewer_id: 1, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `ids` are those of the relationships, which order the list. `count` is a degree.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  CALL (viewer) {
    MATCH ()-[tie:BLOCKS]->(person)
    USING INDEX SEEK tie:BLOCKS(blocker_id, id)
    WHERE tie.blocker_id = viewer.id AND tie.id < $before
      AND
      // admits: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
    RETURN tie, person
    ORDER BY tie.blocker_id DESC, tie.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH ()-[tie:BLOCKS]->(person)
    USING INDEX SEEK tie:BLOCKS(blocker_id, id)
    WHERE tie.blocker_id = viewer.id AND tie.id > $after
      AND
      // admits: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
    RETURN tie, person
    ORDER BY tie.blocker_id, tie.id LIMIT $limit
  }
  WITH tie, person
  ORDER BY tie.id DESC
  RETURN collect(tie.id) AS ids, collect(person {
    .id, .username, .name, .profile_image,
    blocked_at: tie.created_at.epochMillis
  }) AS people
}
RETURN COUNT { (viewer)-[:BLOCKS]->() } AS count, ids, people
