// Whom a text names: `author` wrote it in `tweet`; who is named for the first time is told, unless that is oneself or
// somebody in `told`, who hears of this tweet anyway. The first of $notification_ids are for them, in their order.
// Statements carry this wording between the marks `// shape: mentions` and `// end`; a test compares them.
CALL (author, tweet, told) {
  UNWIND range(0, size($mentions) - 1) AS at
  MATCH (receiver:User {username_key: $mentions[at]})
  WHERE
    // visible: receiver
    receiver.status = 'active'
    // end
    AND NOT EXISTS { (tweet)-[:MENTIONS]->(receiver) }
  MERGE (tweet)-[mention:MENTIONS]->(receiver)
  ON CREATE SET mention.user_id = receiver.id, mention.id = tweet.id
  WITH author, tweet, told, receiver, $notification_ids[at] AS notification_id
  WHERE receiver <> author AND NOT receiver.id IN told
  MERGE (notification:Notification {
    key: toString(receiver.id) + ':mentioned:' + toString(author.id) + ':' + toString(tweet.id)
  })
  ON CREATE SET
    notification.id = notification_id,
    notification.receiver_id = receiver.id,
    notification.verb = 'mentioned',
    notification.read = false,
    notification.created_at = datetime({epochMillis: notification_id / 4096 + 1735689600000})
  MERGE (notification)-[:TO]->(receiver)
  MERGE (notification)-[:FROM]->(author)
  MERGE (notification)-[:ABOUT]->(tweet)
}
