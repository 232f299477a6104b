// name: unbounded-too-much
// title: A bad feed
// description: It is refused.
// order: score
MATCH (viewer)-[:FOLLOWS]->(one)
WITH one, viewer LIMIT 50
MATCH (tweet:Tweet {id: one.last_post_id})
MATCH (viewer)-[:FOLLOWS]->(other)-[:FOLLOWS]->(third)
RETURN tweet, count(third) AS score
