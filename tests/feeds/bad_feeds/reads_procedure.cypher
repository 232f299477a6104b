// name: reads-procedure
// title: A bad feed
// description: It is refused.
// order: score
CALL db.labels() YIELD label
WITH count(label) AS score
MATCH (tweet:Tweet {id: $now_id})
RETURN tweet, score
