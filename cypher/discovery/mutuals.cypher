// Who follow and are followed by both the reader and another person, newest first: below a cursor, or above one.
// in: viewer_id, username_key, before, after, limit, skip   out: Known
// cost: the page, or at most the reader's own follows, each with three seeks
// :params {viewer_id: 1, username_key: 'ada', before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// With oneself these are all whom one follows and who follow back. `ids` are those of the reader's own follows, which order the list. Of a protected
// person who may not be read there is nothing. No row says that there is no such person.
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
        MATCH ()-[back:FOLLOWS]->() USING INDEX SEEK back:FOLLOWS(follower_id, followee_id)
        WHERE back.follower_id = person.id AND back.followee_id = $viewer_id
      }
      AND EXISTS {
        MATCH ()-[known:FOLLOWS]->() USING INDEX SEEK known:FOLLOWS(follower_id, followee_id)
        WHERE known.follower_id = target.id AND known.followee_id = person.id
      }
      AND EXISTS {
        MATCH ()-[known:FOLLOWS]->() USING INDEX SEEK known:FOLLOWS(follower_id, followee_id)
        WHERE known.follower_id = person.id AND known.followee_id = target.id
      }
    RETURN tie, person
    ORDER BY tie.follower_id DESC, tie.id DESC SKIP $skip LIMIT $limit
  UNION ALL
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
        MATCH ()-[back:FOLLOWS]->() USING INDEX SEEK back:FOLLOWS(follower_id, followee_id)
        WHERE back.follower_id = person.id AND back.followee_id = $viewer_id
      }
      AND EXISTS {
        MATCH ()-[known:FOLLOWS]->() USING INDEX SEEK known:FOLLOWS(follower_id, followee_id)
        WHERE known.follower_id = target.id AND known.followee_id = person.id
      }
      AND EXISTS {
        MATCH ()-[known:FOLLOWS]->() USING INDEX SEEK known:FOLLOWS(follower_id, followee_id)
        WHERE known.follower_id = person.id AND known.followee_id = target.id
      }
    RETURN tie, person
    ORDER BY tie.follower_id, tie.id LIMIT $limit
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
