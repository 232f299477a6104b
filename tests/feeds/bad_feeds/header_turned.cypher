// name: header-turned
// title: A bad feed
// description: It is refused.
// order: newest
// parameter days: integer from 9 to 1; how many.
MATCH (tweet:Tweet {id: $before - $days}) RETURN tweet
