// name: columns-number
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (found:Tweet {id: $before})
RETURN 42 AS tweet
