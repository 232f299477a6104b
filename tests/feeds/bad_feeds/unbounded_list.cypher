// name: unbounded-list
// title: A bad feed
// description: It is refused.
// order: score
UNWIND range(1, 1000000000) AS number
MATCH (tweet:Tweet {id: number})
RETURN tweet, 1 AS score
