// name: parameters-unused
// title: A bad feed
// description: It is refused.
// order: newest
// parameter days: integer from 1 to 9, default 1; how many.
MATCH (tweet:Tweet {id: $before})
RETURN tweet
