// The newest messages within two steps of a person: complex read 9 (IC 9) of the LDBC SNB Interactive workload.
// in: viewer_id, max_date   out: Message
// cost: every tweet and reply of everybody within two steps
// :params {viewer_id: 1, max_date: 1790812800000}
//
// As the specification (arXiv 2001.02299) words it: friends and friends of friends, without the person, each once; all
// of their messages before a date, sorted, 20 of them. Labels and relationships as in IC 2.
MATCH (root:User {id: $viewer_id})-[:FOLLOWS*1..2]->(friend:User)
WHERE friend <> root
WITH DISTINCT friend
MATCH (friend)-[:POSTED]->(message:Tweet)
WHERE message.created_at < datetime({epochMillis: $max_date})
RETURN
  friend.id AS person_id,
  friend.name AS name,
  message.id AS message_id,
  message.content AS content,
  message.created_at.epochMillis AS created_at
ORDER BY created_at DESC, message_id ASC
LIMIT 20
