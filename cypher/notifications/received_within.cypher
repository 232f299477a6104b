// The notifications of a person that somebody caused whom they follow, or whom those follow, newest first: below a cursor, or above one.
// in: viewer_id, friends, reach, looked, before, after, limit, skip   out: Sifted
// cost: of the newest `looked` beyond the cursor as many as it takes for the page, and the newest `reach` follows of each of the newest `friends`; with none of these nobody is farther than one follow
// :params {viewer_id: 1, friends: 50, reach: 40, looked: 500, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `beyond` is where to go on when there are more than were looked at: the cursor of whoever finds too few.
MATCH (viewer:User {id: $viewer_id})
// shape: around
CALL (viewer) {
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
    RETURN friend
    ORDER BY mine.follower_id DESC, mine.id DESC LIMIT $friends
  }
  CALL (friend) {
    MATCH ()-[theirs:FOLLOWS]->()
    USING INDEX SEEK theirs:FOLLOWS(follower_id, id)
    WHERE theirs.follower_id = friend.id AND theirs.id > 0
    RETURN theirs.followee_id AS person_id
    ORDER BY theirs.follower_id DESC, theirs.id DESC LIMIT $reach
  }
  RETURN collect(DISTINCT person_id) AS around
}
// end
OPTIONAL CALL (viewer) {
  MATCH (notification:Notification)
  USING INDEX SEEK notification:Notification(receiver_id, id)
  WHERE notification.receiver_id = viewer.id AND notification.id < $before
  RETURN notification.id AS oldest
  ORDER BY notification.receiver_id DESC, notification.id DESC SKIP $looked LIMIT 1
}
OPTIONAL CALL (viewer) {
  MATCH (notification:Notification)
  USING INDEX SEEK notification:Notification(receiver_id, id)
  WHERE notification.receiver_id = viewer.id AND notification.id > $after
  RETURN notification.id AS newest
  ORDER BY notification.receiver_id, notification.id SKIP $looked LIMIT 1
}
CALL (viewer, around, oldest, newest) {
  CALL (viewer, around, oldest, newest) {
    MATCH (notification:Notification)
    USING INDEX SEEK notification:Notification(receiver_id, id)
    WHERE notification.receiver_id = viewer.id AND notification.id < $before AND notification.id > coalesce(oldest, 0)
    MATCH (notification)-[:FROM]->(actor)
    WHERE (
        actor.id IN around
        OR EXISTS { MATCH ()-[near:FOLLOWS {follower_id: $viewer_id, followee_id: actor.id}]->() USING INDEX SEEK near:FOLLOWS(follower_id, followee_id) }
      )
      AND
      // shape: told
      (
        // visible: actor
        actor.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: actor.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: actor.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        // end
        OR notification.verb IN ['welcome', 'changed', 'reset', 'deactivated', 'reactivated', 'warned', 'hidden']
      ) AND NOT EXISTS { (notification)-[:ABOUT]->(:Tombstone) }
      // end
    RETURN notification, actor
    ORDER BY notification.receiver_id DESC, notification.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (notification:Notification)
    USING INDEX SEEK notification:Notification(receiver_id, id)
    WHERE notification.receiver_id = viewer.id AND notification.id > $after AND notification.id < coalesce(newest, 9007199254740992)
    MATCH (notification)-[:FROM]->(actor)
    WHERE (
        actor.id IN around
        OR EXISTS { MATCH ()-[near:FOLLOWS {follower_id: $viewer_id, followee_id: actor.id}]->() USING INDEX SEEK near:FOLLOWS(follower_id, followee_id) }
      )
      AND
      // shape: told
      (
        // visible: actor
        actor.status = 'active'
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: actor.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: actor.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
        // end
        OR notification.verb IN ['welcome', 'changed', 'reset', 'deactivated', 'reactivated', 'warned', 'hidden']
      ) AND NOT EXISTS { (notification)-[:ABOUT]->(:Tombstone) }
      // end
    RETURN notification, actor
    ORDER BY notification.receiver_id, notification.id LIMIT $limit
  }
  WITH notification, actor
  ORDER BY notification.id DESC
  RETURN collect(
    // shape: notification
    {
      id: notification.id,
      verb: notification.verb,
      sender: actor {.id, .username, .name, .profile_image},
      is_read: notification.read,
      tweet: head([(notification)-[:ABOUT]->(tweet:Tweet) | tweet.id]),
      on_comment: coalesce(head(COLLECT {
        MATCH (notification)-[:ABOUT]->(tweet:Tweet)
        OPTIONAL MATCH (parent:Tweet {id: tweet.parent_id})
        RETURN CASE
          WHEN notification.verb <> 'commented' OR tweet.author_id = notification.receiver_id THEN tweet.parent_id IS NOT NULL
          ELSE parent.author_id = notification.receiver_id AND parent.parent_id IS NOT NULL
        END AS on_comment
      }), false),
      in_retweet: coalesce(notification.in_retweet, false),
      created_at: notification.created_at.epochMillis
    }
    // end
  ) AS rows
}
RETURN rows, coalesce(oldest + 1, newest - 1) AS beyond
