// name: header-twice
// title: A bad feed
// description: It is refused.
// order: newest
// title: Again
MATCH (tweet:Tweet {id: $before}) RETURN tweet
