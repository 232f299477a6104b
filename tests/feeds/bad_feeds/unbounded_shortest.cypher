// name: unbounded-shortest
// title: A bad feed
// description: It is refused.
// order: score
MATCH way = shortestPath((viewer)-[:FOLLOWS*..6]->(friend:User {id: $now_id}))
MATCH (tweet:Tweet {id: friend.last_post_id})
RETURN tweet, length(way) AS score
