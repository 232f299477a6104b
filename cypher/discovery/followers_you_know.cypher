// Whom the reader follows and who follow a person, newest first: below a cursor, or above one.
// in: viewer_id, username_key, few, before, after, limit, skip   out: Known
// cost: the page, or at most the reader's own follows, each with one seek; or the person's, if they are `few` and fewer
// :params {viewer_id: 1, username_key: 'ada', few: 1000, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `ids` are those of the reader's own follows, which order the list. Of a protected person who may not be read there is nothing. No row says
// that there is no such person.
MATCH (shown:User {username_key: $username_key})
WHERE
  // visible: shown
  shown.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: shown.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: shown.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
OPTIONAL MATCH (target:User {id: shown.id})
WHERE
  // readable: target
  target.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: target.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: target.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (target.protected IS NULL OR target.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: target.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
OPTIONAL MATCH (viewer:User {id: $viewer_id})
WITH target, COUNT { (target)<-[:FOLLOWS]-() } AS theirs, COUNT { (viewer)-[:FOLLOWS]->() } AS mine
WITH target, theirs <= $few AND theirs < mine AS is_theirs
CALL (target, is_theirs) {
  CALL (target, is_theirs) {
    WITH target, is_theirs WHERE NOT is_theirs
    MATCH ()-[tie:FOLLOWS]->(person)
    USING INDEX SEEK tie:FOLLOWS(follower_id, id)
    WHERE tie.follower_id = $viewer_id AND tie.id < $before
      AND
      // visible: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
      AND EXISTS {
        MATCH ()-[known:FOLLOWS]->() USING INDEX SEEK known:FOLLOWS(follower_id, followee_id)
        WHERE known.follower_id = person.id AND known.followee_id = target.id
      }
    RETURN tie, person
    ORDER BY tie.follower_id DESC, tie.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    WITH target, is_theirs WHERE NOT is_theirs
    MATCH ()-[tie:FOLLOWS]->(person)
    USING INDEX SEEK tie:FOLLOWS(follower_id, id)
    WHERE tie.follower_id = $viewer_id AND tie.id > $after
      AND
      // visible: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
      AND EXISTS {
        MATCH ()-[known:FOLLOWS]->() USING INDEX SEEK known:FOLLOWS(follower_id, followee_id)
        WHERE known.follower_id = person.id AND known.followee_id = target.id
      }
    RETURN tie, person
    ORDER BY tie.follower_id, tie.id LIMIT $limit
  UNION ALL
    WITH target, is_theirs WHERE is_theirs
    CALL (target) {
      MATCH (person)-[theirs:FOLLOWS]->()
      USING INDEX SEEK theirs:FOLLOWS(followee_id, id)
      WHERE theirs.followee_id = target.id AND theirs.id > 0
      RETURN person
      ORDER BY theirs.followee_id DESC, theirs.id DESC LIMIT $few
    }
    MATCH ()-[tie:FOLLOWS]->()
    USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id)
    WHERE tie.follower_id = $viewer_id AND tie.followee_id = person.id
      AND (tie.id < $before OR tie.id > $after)
      AND
      // visible: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      // end
    RETURN tie, person
    ORDER BY CASE WHEN tie.id < $before THEN -tie.id ELSE tie.id END SKIP $skip LIMIT $limit
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
RETURN ids, people
