// Whom a text names: `author` wrote it in `tweet`; who is named for the first time is told, unless that is oneself or
// somebody in `told`, who hears of this tweet anyway. The first of $notification_ids are for them, in their order.
// Statements carry this wording between the marks `// shape: mentions` and `// end`; a test compares them.
CALL (author, tweet, told) {
  UNWIND range(0, size($mentions) - 1) AS at
  MATCH (receiver:User {username_key: $mentions[at]})
  WHERE
    // visible: receiver
    receiver.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: receiver.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: receiver.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    // end
    AND NOT EXISTS { (tweet)-[:MENTIONS]->(receiver) }
  MERGE (tweet)-[mention:MENTIONS]->(receiver)
  ON CREATE SET mention.user_id = receiver.id, mention.id = tweet.id
  WITH author AS actor, tweet, told, receiver,
    'mentioned' AS verb, tweet.id AS target, coalesce(tweet.root_id, tweet.id) AS thread_id, tweet.content AS said,
    $notification_ids[at] AS notification_id
  WHERE receiver <> actor AND NOT receiver.id IN told
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
  CREATE (notification)-[:ABOUT]->(tweet)
}
