// Let a person follow who has asked; no-op if they follow already.
// in: viewer_id, username_key, follow_id, follow_limit, notification_id   out: Accepted   writes: FOLLOWS, REQUESTED, Notification
// cost: constant; locks both people
// :params {viewer_id: 1, username_key: 'ada', follow_id: 3, follow_limit: 10000, notification_id: 4}
//
// `outcome` is accepted, already, no_request, or follow_limit: the person follows as many as they may by now.
MATCH (person:User {username_key: $username_key})
WHERE
  // visible: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
// Locks who asked, as their own follows do, before what stands between the two is looked at: a repeat waits and finds the follow.
SET person:User
WITH person
MATCH (viewer:User {id: $viewer_id})
WITH viewer, person
OPTIONAL MATCH (person)-[request:REQUESTED]->(viewer)
WITH viewer, person, request, CASE
  WHEN EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: person.id, followee_id: viewer.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) } THEN 'already'
  WHEN request IS NULL THEN 'no_request'
  WHEN COUNT { (person)-[:FOLLOWS]->() } >= $follow_limit THEN 'follow_limit'
  ELSE 'accepted'
END AS outcome
CALL (viewer, person, request, outcome) {
  WITH viewer, person, request WHERE outcome = 'accepted'
  DELETE request
  MERGE (person)-[follows:FOLLOWS]->(viewer)
  ON CREATE SET
    follows.id = $follow_id,
    follows.follower_id = person.id,
    follows.followee_id = viewer.id,
    follows.created_at = datetime({epochMillis: $follow_id / 4096 + 1735689600000})
  WITH viewer AS actor, person AS receiver,
    'follow_accepted' AS verb, 0 AS target, null AS thread_id, '' AS said, $notification_id AS notification_id
  // shape: tell
  WITH *
  WHERE NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: receiver.id, blocked_id: actor.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: actor.id, blocked_id: receiver.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: receiver.id, muted_id: actor.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE mute.notifications AND coalesce(mute.until_ms > timestamp(), true) }
    AND NOT EXISTS { MATCH ()-[mute:MUTES_THREAD {user_id: receiver.id, tweet_id: thread_id}]->() USING INDEX SEEK mute:MUTES_THREAD(user_id, tweet_id) }
    AND NOT EXISTS { MATCH (receiver)-[:MUTES_WORD]->(muted) WHERE said =~ muted.pattern AND coalesce(muted.until_ms > timestamp(), true) }
    AND (actor.protected IS NULL OR verb STARTS WITH 'follow' OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: receiver.id, followee_id: actor.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  MERGE (notification:Notification {
    key: toString(receiver.id) + ':' + verb + ':' + toString(actor.id) + ':' + toString(target)
  })
  ON CREATE SET
    notification.id = notification_id,
    notification.receiver_id = receiver.id,
    notification.verb = verb,
    notification.read = false,
    notification.created_at = datetime({epochMillis: notification_id / 4096 + 1735689600000})
  WITH *
  WHERE notification.id = notification_id AND NOT EXISTS { (notification)-[:TO]->() }
  CREATE (notification)-[:TO]->(receiver)
  CREATE (notification)-[:FROM]->(actor)
  // end
}
CALL (viewer, person, outcome) {
  // What told of the request has been dealt with.
  WITH viewer, person WHERE outcome = 'accepted'
  MATCH (notification:Notification {
    key: toString(viewer.id) + ':follow_requested:' + toString(person.id) + ':' + toString(0)
  })
  DETACH DELETE notification
}
RETURN outcome
