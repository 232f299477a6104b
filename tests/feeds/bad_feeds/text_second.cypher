// name: text-second
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
RETURN tweet;
MATCH (n) DETACH DELETE n
