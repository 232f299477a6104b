// The newest messages of one person, each with the post that its thread began with: short read 2 (IS 2) of LDBC SNB Interactive.
// in: person_id   out: Threaded
// cost: every tweet and reply of the person, then their threads upwards
// :params {person_id: 1}
//
// As the specification (arXiv 2001.02299) words it: the last ten messages of a person, posts and comments, and up
// from each to the original post and its author. A Post is a Tweet that replies to nothing. Labels as in IC 2.
MATCH (:User {id: $person_id})-[:POSTED]->(message:Tweet)
WITH message ORDER BY message.created_at DESC, message.id DESC LIMIT 10
MATCH (message)-[:REPLY_TO*0..]->(post:Tweet)<-[:POSTED]-(author:User)
WHERE post.parent_id IS NULL
RETURN
  message.id AS message_id,
  message.content AS content,
  message.created_at.epochMillis AS created_at,
  post.id AS post_id,
  author.id AS author_id,
  author.name AS name
ORDER BY created_at DESC, message_id DESC
