// name: syntax-typo
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
WEHRE tweet.content CONTAINS 'x'
RETURN tweet
