// Who is like a person by whom they both follow and who follows them both, most alike first, each with those who show it.
// in: viewer_id, username_key, friends, reach, skip, limit   out: SimilarPeople
// cost: the newest `friends` people whom the person follows and who follow them, and the newest `reach` follows of each; where
//   there is SIMILAR_TO, one look for each of the former at each of those thirty
// :params {viewer_id: 1, username_key: 'ada', friends: 100, reach: 50, skip: 0, limit: 11}
//
// Each in between weighs as in suggestions: one over the logarithm of how many follow them or whom they follow. Where `tweetgraph analytics
// gds` has found who is alike, that is the order instead. Of a protected person who may not be read there is nothing. No row says that
// there is no such person.
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
CALL (target) {
  CALL (target) {
    MATCH ()-[theirs:FOLLOWS]->(between)
    USING INDEX SEEK theirs:FOLLOWS(follower_id, id)
    WHERE theirs.follower_id = target.id AND theirs.id > 0
      AND
      // wanted: between
      between.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: between.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: between.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (between.protected IS NULL OR between.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: between.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: between.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
      // end
    RETURN between
    ORDER BY theirs.follower_id DESC, theirs.id DESC LIMIT $friends
  }
  RETURN collect(between) AS their_followees
}
CALL (target) {
  CALL (target) {
    MATCH (between)-[theirs:FOLLOWS]->()
    USING INDEX SEEK theirs:FOLLOWS(followee_id, id)
    WHERE theirs.followee_id = target.id AND theirs.id > 0
      AND
      // wanted: between
      between.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: between.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: between.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (between.protected IS NULL OR between.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: between.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: between.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
      // end
    RETURN between
    ORDER BY theirs.followee_id DESC, theirs.id DESC LIMIT $friends
  }
  RETURN collect(between) AS their_followers
}
CALL (target, their_followees, their_followers) {
  CALL (target, their_followees, their_followers) {
    // As Graph Data Science has found them; who has nobody in between that the reader may know of is not shown.
    MATCH (target)-[alike:SIMILAR_TO]->(person)
    WITH
      person,
      alike.score AS weight,
      COLLECT {
        UNWIND their_followees AS between
        MATCH ()-[tie:FOLLOWS]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id)
        WHERE tie.follower_id = person.id AND tie.followee_id = between.id
        RETURN between
      } AS followees,
      COLLECT {
        UNWIND their_followers AS between
        MATCH ()-[tie:FOLLOWS]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id)
        WHERE tie.follower_id = between.id AND tie.followee_id = person.id
        RETURN between
      } AS followers
    WHERE size(followees) + size(followers) > 0
    RETURN person, followees, followers, weight
    UNION ALL
    WITH target, their_followees, their_followers
    WHERE NOT EXISTS { (target)-[:SIMILAR_TO]->() }
    CALL (their_followees, their_followers) {
      UNWIND their_followees AS between
      WITH between, 1 / log(2 + COUNT { (between)<-[:FOLLOWS]-() }) AS weight
      CALL (between) {
        MATCH (person)-[alike:FOLLOWS]->()
        USING INDEX SEEK alike:FOLLOWS(followee_id, id)
        WHERE alike.followee_id = between.id AND alike.id > 0
        RETURN person
        ORDER BY alike.followee_id DESC, alike.id DESC LIMIT $reach
      }
      RETURN person, between AS followee, null AS follower, weight
      UNION ALL
      UNWIND their_followers AS between
      WITH between, 1 / log(2 + COUNT { (between)-[:FOLLOWS]->() }) AS weight
      CALL (between) {
        MATCH ()-[alike:FOLLOWS]->(person)
        USING INDEX SEEK alike:FOLLOWS(follower_id, id)
        WHERE alike.follower_id = between.id AND alike.id > 0
        RETURN person
        ORDER BY alike.follower_id DESC, alike.id DESC LIMIT $reach
      }
      RETURN person, null AS followee, between AS follower, weight
    }
    RETURN person, collect(followee) AS followees, collect(follower) AS followers, sum(weight) AS weight
  }
  WITH target, person, followees, followers, weight
  ORDER BY weight DESC, person.id DESC
  WITH target, person, followees, followers
  WHERE person <> target AND person.id <> $viewer_id
    AND
    // wanted: person
    person.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: person.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE coalesce(mute.until_ms > timestamp(), true) }
    // end
  WITH person, followees, followers SKIP $skip LIMIT $limit
  RETURN collect({
    person:
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
    ,
    both_follow_count: size(followees),
    both_follow: [between IN followees[..3] | between {.id, .username, .name, .profile_image}],
    followed_by_count: size(followers),
    followed_by: [between IN followers[..3] | between {.id, .username, .name, .profile_image}]
  }) AS people
}
RETURN people
