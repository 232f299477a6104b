// A shortest way of follows from the reader to a person, over four follows at most; empty if none is found.
// in: viewer_id, username_key, wide, friends, reach   out: ShortestPath
// cost: a seek; then one for each of the newest `wide` follows at either end; then the newest `reach` of each of the newest `friends` at either end
// :params {viewer_id: 1, username_key: 'ada', wide: 1000, friends: 100, reach: 50}
//
// The ways come from the shortest to the longest and rows are pulled lazily, so that none is looked for beyond the first that is found. Everybody on it
// may be read by the reader: so is who follows whom. One way leads to oneself, over no follow. Of a protected person who may not be read
// there is none. No row says that there is no such person.
MATCH (viewer:User {id: $viewer_id})
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
CALL (viewer, target) {
  WITH viewer, target WHERE target IS NOT NULL
  CALL (viewer, target) {
    WITH viewer, target WHERE viewer = target
    RETURN [viewer] AS people
    UNION ALL
    MATCH ()-[direct:FOLLOWS]->()
    USING INDEX SEEK direct:FOLLOWS(follower_id, followee_id)
    WHERE direct.follower_id = viewer.id AND direct.followee_id = target.id
    RETURN [viewer, target] AS people
    UNION ALL
    // Two follows: over those whom the reader follows, or over those who follow the person.
    CALL (viewer) {
      MATCH ()-[mine:FOLLOWS]->(friend)
      USING INDEX SEEK mine:FOLLOWS(follower_id, id)
      WHERE mine.follower_id = viewer.id AND mine.id > 0
      RETURN friend
      ORDER BY mine.follower_id DESC, mine.id DESC LIMIT $wide
    }
    WITH viewer, target, friend
    WHERE EXISTS {
      MATCH ()-[arriving:FOLLOWS]->() USING INDEX SEEK arriving:FOLLOWS(follower_id, followee_id)
      WHERE arriving.follower_id = friend.id AND arriving.followee_id = target.id
    }
    RETURN [viewer, friend, target] AS people
    UNION ALL
    CALL (target) {
      MATCH (follower)-[theirs:FOLLOWS]->()
      USING INDEX SEEK theirs:FOLLOWS(followee_id, id)
      WHERE theirs.followee_id = target.id AND theirs.id > 0
      RETURN follower
      ORDER BY theirs.followee_id DESC, theirs.id DESC LIMIT $wide
    }
    WITH viewer, target, follower
    WHERE EXISTS {
      MATCH ()-[leaving:FOLLOWS]->() USING INDEX SEEK leaving:FOLLOWS(follower_id, followee_id)
      WHERE leaving.follower_id = viewer.id AND leaving.followee_id = follower.id
    }
    RETURN [viewer, follower, target] AS people
    UNION ALL
    // Three and four: from both ends.
    CALL (viewer) {
      MATCH ()-[mine:FOLLOWS]->(friend)
      USING INDEX SEEK mine:FOLLOWS(follower_id, id)
      WHERE mine.follower_id = viewer.id AND mine.id > 0
        AND
        // readable: friend
        friend.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: friend.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: friend.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND (friend.protected IS NULL OR friend.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: friend.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
        // end
      WITH friend
      ORDER BY mine.follower_id DESC, mine.id DESC LIMIT $friends
      RETURN collect(friend) AS near
    }
    CALL (target) {
      MATCH (follower)-[theirs:FOLLOWS]->()
      USING INDEX SEEK theirs:FOLLOWS(followee_id, id)
      WHERE theirs.followee_id = target.id AND theirs.id > 0
        AND
        // readable: follower
        follower.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: follower.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: follower.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND (follower.protected IS NULL OR follower.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: follower.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
        // end
      WITH follower
      ORDER BY theirs.followee_id DESC, theirs.id DESC LIMIT $friends
      RETURN collect(follower) AS far, collect(follower.id) AS far_ids
    }
    WITH viewer, target, near, far, far_ids WHERE size(near) > 0 AND size(far) > 0
    CALL (viewer, target, near, far, far_ids) {
      // Who has few followers: whether the near ones follow one of these, each.
      WITH viewer, target, near, far, far_ids WHERE size(far) <= $reach
      UNWIND near AS friend
      CALL (friend, far_ids) {
        MATCH ()-[crossing:FOLLOWS]->(other)
        USING INDEX SEEK crossing:FOLLOWS(follower_id, followee_id)
        WHERE crossing.follower_id = friend.id AND crossing.followee_id IN far_ids
        RETURN other
      }
      RETURN [viewer, friend, other, target] AS people
      UNION ALL
      WITH viewer, target, near, far WHERE size(far) > $reach
      UNWIND near AS friend
      CALL (friend) {
        MATCH ()-[further:FOLLOWS]->(other)
        USING INDEX SEEK further:FOLLOWS(follower_id, id)
        WHERE further.follower_id = friend.id AND further.id > 0
        RETURN other
        ORDER BY further.follower_id DESC, further.id DESC LIMIT $reach
      }
      WITH viewer, target, friend, other
      WHERE EXISTS {
        MATCH ()-[arriving:FOLLOWS]->() USING INDEX SEEK arriving:FOLLOWS(follower_id, followee_id)
        WHERE arriving.follower_id = other.id AND arriving.followee_id = target.id
      }
      RETURN [viewer, friend, other, target] AS people
      UNION ALL
      UNWIND far AS follower
      CALL (follower) {
        MATCH (other)-[nearer:FOLLOWS]->()
        USING INDEX SEEK nearer:FOLLOWS(followee_id, id)
        WHERE nearer.followee_id = follower.id AND nearer.id > 0
        RETURN other
        ORDER BY nearer.followee_id DESC, nearer.id DESC LIMIT $reach
      }
      WITH viewer, target, follower, other
      WHERE EXISTS {
        MATCH ()-[leaving:FOLLOWS]->() USING INDEX SEEK leaving:FOLLOWS(follower_id, followee_id)
        WHERE leaving.follower_id = viewer.id AND leaving.followee_id = other.id
      }
      RETURN [viewer, other, follower, target] AS people
      UNION ALL
      // Four meet in the middle.
      CALL (near, far) {
        UNWIND near AS friend
        CALL (friend) {
          MATCH ()-[further:FOLLOWS]->(middle)
          USING INDEX SEEK further:FOLLOWS(follower_id, id)
          WHERE further.follower_id = friend.id AND further.id > 0
          RETURN middle
          ORDER BY further.follower_id DESC, further.id DESC LIMIT $reach
        }
        RETURN middle, friend, null AS follower
        UNION ALL
        UNWIND far AS follower
        CALL (follower) {
          MATCH (middle)-[nearer:FOLLOWS]->()
          USING INDEX SEEK nearer:FOLLOWS(followee_id, id)
          WHERE nearer.followee_id = follower.id AND nearer.id > 0
          RETURN middle
          ORDER BY nearer.followee_id DESC, nearer.id DESC LIMIT $reach
        }
        RETURN middle, null AS friend, follower
      }
      WITH viewer, target, middle, head(collect(friend)) AS friend, head(collect(follower)) AS follower
      WHERE friend <> follower AND middle <> viewer AND middle <> target
      RETURN [viewer, friend, middle, follower, target] AS people
      ORDER BY middle.id DESC
    }
    RETURN people
  }
  CALL (people) {
    UNWIND people AS person
    WITH person
    WHERE
      // readable: person
      person.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
    RETURN collect(
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
    ) AS path
  }
  WITH people, path
  WHERE size(path) = size(people)
  WITH path LIMIT 1
  RETURN collect(path) AS found
}
RETURN coalesce(head(found), []) AS path
