// name: syntax-no-return
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
WITH tweet
