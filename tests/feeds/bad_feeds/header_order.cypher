// name: header-order
// title: A bad feed
// description: It is refused.
// order: random
MATCH (tweet:Tweet {id: $before}) RETURN tweet
