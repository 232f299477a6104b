// The newest messages of whom a person knows: complex read 2 (IC 2) of the LDBC Social Network Benchmark's Interactive workload.
// in: viewer_id, max_date   out: Message
// cost: every tweet and reply of every followee
// :params {viewer_id: 1, max_date: 1790812800000}
//
// As the specification (arXiv 2001.02299, chapter on the Interactive workload) and its reference implementation in
// Cypher word it: match, compare dates, sort all, take 20. KNOWS is our FOLLOWS, HAS_CREATOR our POSTED the other way
// round, a Message is a Tweet, be it a post or a comment; a name is one property, and there are no image files.
MATCH (:User {id: $viewer_id})-[:FOLLOWS]->(friend:User)-[:POSTED]->(message:Tweet)
WHERE message.created_at < datetime({epochMillis: $max_date})
RETURN
  friend.id AS person_id,
  friend.name AS name,
  message.id AS message_id,
  message.content AS content,
  message.created_at.epochMillis AS created_at
ORDER BY created_at DESC, message_id ASC
LIMIT 20
