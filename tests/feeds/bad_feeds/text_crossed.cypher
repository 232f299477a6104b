// name: text-crossed
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
WHERE tweet.id IN [tweet.id)]
RETURN tweet
