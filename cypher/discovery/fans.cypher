// Who follows a person and is not followed by them, newest first: below a cursor, or above one.
// in: viewer_id, looked, before, after, limit, skip   out: Sifted
// cost: of the newest `looked` followers beyond the cursor as many as it takes for the page, each with one seek
// :params {viewer_id: 1, looked: 500, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `ids` are those of the follows, which order the list. `beyond` is where to go on when there are more than were looked at: the cursor of whoever finds too few.
MATCH (viewer:User {id: $viewer_id})
OPTIONAL CALL (viewer) {
  MATCH ()-[tie:FOLLOWS]->()
  USING INDEX SEEK tie:FOLLOWS(followee_id, id)
  WHERE tie.followee_id = viewer.id AND tie.id < $before
  RETURN tie.id AS oldest
  ORDER BY tie.followee_id DESC, tie.id DESC SKIP $looked LIMIT 1
}
OPTIONAL CALL (viewer) {
  MATCH ()-[tie:FOLLOWS]->()
  USING INDEX SEEK tie:FOLLOWS(followee_id, id)
  WHERE tie.followee_id = viewer.id AND tie.id > $after
  RETURN tie.id AS newest
  ORDER BY tie.followee_id, tie.id SKIP $looked LIMIT 1
}
CALL (viewer, oldest, newest) {
  CALL (viewer, oldest, newest) {
    MATCH (person)-[tie:FOLLOWS]->()
    USING INDEX SEEK tie:FOLLOWS(followee_id, id)
    WHERE tie.followee_id = viewer.id AND tie.id < $before AND tie.id > coalesce(oldest, 0)
      AND
      // visible: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
      AND NOT EXISTS {
        MATCH ()-[back:FOLLOWS]->() USING INDEX SEEK back:FOLLOWS(follower_id, followee_id)
        WHERE back.follower_id = $viewer_id AND back.followee_id = person.id
      }
    RETURN tie, person
    ORDER BY tie.followee_id DESC, tie.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (person)-[tie:FOLLOWS]->()
    USING INDEX SEEK tie:FOLLOWS(followee_id, id)
    WHERE tie.followee_id = viewer.id AND tie.id > $after AND tie.id < coalesce(newest, 9007199254740992)
      AND
      // visible: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
      AND NOT EXISTS {
        MATCH ()-[back:FOLLOWS]->() USING INDEX SEEK back:FOLLOWS(follower_id, followee_id)
        WHERE back.follower_id = $viewer_id AND back.followee_id = person.id
      }
    RETURN tie, person
    ORDER BY tie.followee_id, tie.id LIMIT $limit
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
RETURN ids, people, coalesce(oldest + 1, newest - 1) AS beyond
