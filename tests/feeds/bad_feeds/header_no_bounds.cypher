// name: header-no-bounds
// title: A bad feed
// description: It is refused.
// order: newest
// parameter days: integer; how many.
MATCH (tweet:Tweet {id: $before - $days}) RETURN tweet
