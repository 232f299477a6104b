// The same answer as IC 9: back in time through everybody's messages, until 20 are of somebody within two steps.
// in: viewer_id, max_id   out: Message
// cost: the people within two steps, and as many messages as others write meanwhile
// :params {viewer_id: 1, max_id: 9007199254740991}
MATCH (root:User {id: $viewer_id})-[:FOLLOWS*1..2]->(friend:User)
WHERE friend <> root
WITH collect(DISTINCT friend.id) AS near
CALL (near) {
  MATCH (message:Tweet)
  WHERE message.id < $max_id AND message.author_id IN near
  RETURN message
  ORDER BY message.id DESC LIMIT 20
}
MATCH (friend:User {id: message.author_id})
RETURN
  friend.id AS person_id,
  friend.name AS name,
  message.id AS message_id,
  message.content AS content,
  message.created_at.epochMillis AS created_at
ORDER BY created_at DESC, message_id ASC
