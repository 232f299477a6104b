// name: syntax-other-database
// title: A bad feed
// description: It is refused.
// order: score
USE system
MATCH (tweet:Tweet {id: $now_id})
RETURN tweet, 1 AS score
