// name: parameters-no-cursor
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $now_id})
RETURN tweet
