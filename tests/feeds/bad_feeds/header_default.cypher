// name: header-default
// title: A bad feed
// description: It is refused.
// order: newest
// parameter days: integer from 1 to 9, default 10; how many.
MATCH (tweet:Tweet {id: $before - $days}) RETURN tweet
