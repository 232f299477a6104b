// The same answer as IS 2, from an ordered index and by the ids that tweets carry.
// in: person_id   out: Threaded
// cost: ten rows; flat in the person's history and in the depth of threads
// :params {person_id: 1}
MATCH (message:Tweet)
WHERE message.author_id = $person_id AND message.id < 9007199254740991
WITH message ORDER BY message.author_id DESC, message.id DESC LIMIT 10
MATCH (post:Tweet {id: coalesce(message.root_id, message.id)})
MATCH (author:User {id: post.author_id})
RETURN
  message.id AS message_id,
  message.content AS content,
  message.created_at.epochMillis AS created_at,
  post.id AS post_id,
  author.id AS author_id,
  author.name AS name
ORDER BY created_at DESC, message_id DESC
