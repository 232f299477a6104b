// name: parameters-ours
// title: A bad feed
// description: It is refused.
// order: newest
// parameter viewer_id: integer from 1 to 9, default 1; who reads.
MATCH (tweet:Tweet {id: $before})
RETURN tweet
