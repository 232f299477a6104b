// name: text-escapes
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
RETURN tweet
}
MATCH (tweet:Tweet)
CALL (tweet) {
RETURN 1 AS one
