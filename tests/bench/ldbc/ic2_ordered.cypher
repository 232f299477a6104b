// The same answer as IC 2, from an ordered index: the newest 20 of each followee, and of those the newest.
// in: viewer_id, max_id   out: Message
// cost: twenty rows a followee; flat in their history
// :params {viewer_id: 1, max_id: 9007199254740991}
MATCH (:User {id: $viewer_id})-[:FOLLOWS]->(friend:User)
CALL (friend) {
  MATCH (message:Tweet)
  WHERE message.author_id = friend.id AND message.id < $max_id
  RETURN message
  ORDER BY message.author_id DESC, message.id DESC LIMIT 20
}
WITH friend, message ORDER BY message.id DESC LIMIT 20
RETURN
  friend.id AS person_id,
  friend.name AS name,
  message.id AS message_id,
  message.content AS content,
  message.created_at.epochMillis AS created_at
ORDER BY created_at DESC, message_id ASC
