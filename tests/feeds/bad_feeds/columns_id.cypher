// name: columns-id
// title: A bad feed
// description: It is refused.
// order: score
MATCH (tweet:Tweet {id: $now_id})
RETURN tweet.id AS tweet, 1 AS score
