// name: unbounded-counted
// title: A bad feed
// description: It is refused.
// order: score
MATCH (tweet:Tweet {id: $now_id})
MATCH (tweet)<-[:LIKED]-(fan)
RETURN tweet, count(DISTINCT fan.name) AS score
