// name: syntax-variable
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
// twit is nobody
RETURN tweet, size(twit.content) AS size
