// name: text-by-number
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
WHERE tweet.content <> '\u0027 RETURN tweet \u007D //'
RETURN tweet
