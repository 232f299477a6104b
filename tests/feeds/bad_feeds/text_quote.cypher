// name: text-quote
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
WHERE tweet.content <> 'what follows
RETURN tweet
