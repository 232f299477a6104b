// Tell `receiver` that `actor` did what `verb` says to `target`, once: what goes on below are new notifications only, for the
// statement to tie to what they are about. The key decides who is first, so nobody's node is locked to look for ties.
// Nobody is told by whom they have blocked or muted, or may not read; nor of a thread that they have muted (`thread_id` is
// its root, or null), nor of a text, `said`, with a word that they have muted.
// Statements carry this wording between the marks `// shape: tell` and `// end`; a test compares them.
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
