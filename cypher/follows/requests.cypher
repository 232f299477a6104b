// Who asks to follow a protected person, newest first: below a cursor, or above one.
// in: viewer_id, before, after, limit, skip   out: People
// cost: the page, from an ordered index
// :params {viewer_id: 1, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `ids` are those of the relationships, which order the list. `count` is a degree.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  CALL (viewer) {
    MATCH (person)-[tie:REQUESTED]->()
    USING INDEX SEEK tie:REQUESTED(target_id, id)
    WHERE tie.target_id = viewer.id AND tie.id < $before
      AND
      // visible: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
    RETURN tie, person
    ORDER BY tie.target_id DESC, tie.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (person)-[tie:REQUESTED]->()
    USING INDEX SEEK tie:REQUESTED(target_id, id)
    WHERE tie.target_id = viewer.id AND tie.id > $after
      AND
      // visible: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
    RETURN tie, person
    ORDER BY tie.target_id, tie.id LIMIT $limit
  }
  WITH tie, person
  ORDER BY tie.id DESC
  RETURN collect(tie.id) AS ids, collect(
    // shape: person
    {
      id: person.id,
      username: person.username,
      name: person.name,
      profile_image: person.profile_image,
      is_following: EXISTS {
        MATCH ()-[follow:FOLLOWS]->() USING INDEX SEEK follow:FOLLOWS(follower_id, followee_id)
        WHERE follow.follower_id = $viewer_id AND follow.followee_id = person.id
      },
      follows_you: EXISTS {
        MATCH ()-[follow:FOLLOWS]->() USING INDEX SEEK follow:FOLLOWS(follower_id, followee_id)
        WHERE follow.follower_id = person.id AND follow.followee_id = $viewer_id
      }
    }
    // end
  ) AS people
}
RETURN COUNT { (viewer)<-[:REQUESTED]-() } AS count, ids, people
