// Follow a person, or ask to if they are protected; no-op if that is so already.
// in: viewer_id, username_key, follow_id, follow_limit, notification_id   out: Followed   writes: FOLLOWS, REQUESTED, Notification
// cost: constant; locks both people
// :params {viewer_id: 1, username_key: 'ada', follow_id: 3, follow_limit: 10000, notification_id: 4}
//
// `refusal` says which rule stood in the way; `created` whether this very request made the relationship; `requested` that
// the person decides. Who asked before the person lifted the protection follows now.
MATCH (viewer:User {id: $viewer_id})
// Locks before blocks are looked for: whoever blocks the reader locks them as well, and then ends what is made here.
SET viewer:User
WITH viewer
MATCH (person:User {username_key: $username_key})
WHERE
  // visible: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
WITH viewer, person, EXISTS { MATCH ()-[tie:FOLLOWS]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) WHERE tie.follower_id = viewer.id AND tie.followee_id = person.id } AS follows_already
WITH viewer, person, person.protected IS NOT NULL AND NOT follows_already AS requested, CASE
  WHEN viewer = person THEN 'self_follow'
  WHEN follows_already THEN null
  WHEN COUNT { (viewer)-[:FOLLOWS]->() } >= $follow_limit THEN 'follow_limit'
END AS refusal
OPTIONAL CALL (viewer, person, refusal, requested) {
  WITH viewer, person WHERE refusal IS NULL AND NOT requested
  MERGE (viewer)-[follows:FOLLOWS]->(person)
  ON CREATE SET
    follows.id = $follow_id,
    follows.follower_id = viewer.id,
    follows.followee_id = person.id,
    follows.created_at = datetime({epochMillis: $follow_id / 4096 + 1735689600000})
  WITH viewer, person, follows
  CALL (viewer, person) {
    MATCH (viewer)-[asked:REQUESTED]->(person)
    DELETE asked
  }
  RETURN follows.id = $follow_id AS created, 'followed' AS verb
  UNION
  WITH viewer, person WHERE refusal IS NULL AND requested
  MERGE (viewer)-[asked:REQUESTED]->(person)
  ON CREATE SET
    asked.id = $follow_id,
    asked.requester_id = viewer.id,
    asked.target_id = person.id,
    asked.created_at = datetime({epochMillis: $follow_id / 4096 + 1735689600000})
  RETURN asked.id = $follow_id AS created, 'follow_requested' AS verb
}
CALL (person, viewer, created, verb) {
  WITH person AS receiver, viewer AS actor, verb, 0 AS target, null AS thread_id, '' AS said, $notification_id AS notification_id
  WHERE created
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
RETURN refusal, coalesce(created, false) AS created, requested, viewer.name AS follower, person.name AS following
