// The longest conversations: replies, people and depth, by the tweet that began them.
// in: -   out: tweet, author, replies, people, depth
// cost: the newest 20,000 replies, and the way up from those of the 25 first, over 50 replies at most
// plot: points replies: people
// :params {}
MATCH (reply:Tweet)
USING INDEX reply:Tweet(id)
WHERE reply.id > 0 AND reply.root_id IS NOT NULL
WITH reply
ORDER BY reply.id DESC LIMIT 20000
MATCH (person:User)-[:POSTED]->(reply)
WHERE person.status = 'active'
WITH reply.root_id AS root_id, collect(reply) AS replies, count(DISTINCT person) AS people
MATCH (author:User)-[:POSTED]->(root:Tweet {id: root_id})
WHERE author.status = 'active' AND author.protected IS NULL
WITH root, author, replies, people
ORDER BY size(replies) DESC, root.id DESC LIMIT 25
CALL (root, replies) {
  UNWIND replies AS reply
  MATCH way = (reply)-[:REPLY_TO*1..50]->(root)
  RETURN max(length(way)) AS depth
}
RETURN root.id AS tweet, author.username AS author, size(replies) AS replies, people, depth
ORDER BY replies DESC, tweet DESC LIMIT 25
