// Whom a person may want to follow, best first, each with those who lead there.
// in: viewer_id, friends, reach, skip, limit   out: Suggestion
// cost: the newest `friends` people they follow and who follow them, and the newest `reach` people whom each of the former follows
// :params {viewer_id: 1, friends: 100, reach: 50, skip: 0, limit: 11}
//
// A way over somebody who follows few people weighs more than one over somebody who follows everybody: the weight is that of
// Adamic and Adar (2003), one over the logarithm of how many they follow. Who follows the reader already weighs as much as the best way.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  CALL (viewer) {
    MATCH ()-[mine:FOLLOWS]->(friend)
    USING INDEX SEEK mine:FOLLOWS(follower_id, id)
    WHERE mine.follower_id = viewer.id AND mine.id > 0
      AND
      // wanted: friend
      friend.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: friend.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: friend.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (friend.protected IS NULL OR friend.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: friend.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: friend.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
      // end
    RETURN friend
    ORDER BY mine.follower_id DESC, mine.id DESC LIMIT $friends
  }
  WITH friend, 1 / log(2 + COUNT { (friend)-[:FOLLOWS]->() }) AS weight
  CALL (friend) {
    MATCH ()-[theirs:FOLLOWS]->(person)
    USING INDEX SEEK theirs:FOLLOWS(follower_id, id)
    WHERE theirs.follower_id = friend.id AND theirs.id > 0
    RETURN person
    ORDER BY theirs.follower_id DESC, theirs.id DESC LIMIT $reach
  }
  RETURN person, friend, weight
  UNION ALL
  WITH viewer
  CALL (viewer) {
    MATCH (person)-[tie:FOLLOWS]->()
    USING INDEX SEEK tie:FOLLOWS(followee_id, id)
    WHERE tie.followee_id = viewer.id AND tie.id > 0
    RETURN person
    ORDER BY tie.followee_id DESC, tie.id DESC LIMIT $friends
  }
  RETURN person, null AS friend, 1 / log(3) AS weight
}
WITH viewer, person, collect(friend) AS friends, sum(weight) AS weight
ORDER BY weight DESC, person.id DESC
WITH viewer, person, friends
WHERE person <> viewer
  AND NOT EXISTS {
    MATCH ()-[tie:FOLLOWS]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id)
    WHERE tie.follower_id = $viewer_id AND tie.followee_id = person.id
  }
  AND NOT EXISTS {
    MATCH ()-[dismissed:DISMISSED]->() USING INDEX SEEK dismissed:DISMISSED(dismisser_id, dismissed_id)
    WHERE dismissed.dismisser_id = $viewer_id AND dismissed.dismissed_id = person.id
  }
  AND
  // wanted: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: person.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
  // end
WITH person, friends SKIP $skip LIMIT $limit
RETURN
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
  AS person,
  size(friends) AS known_count,
  [friend IN friends[..3] | friend {.id, .username, .name, .profile_image}] AS known
