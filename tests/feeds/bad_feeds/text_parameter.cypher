// name: text-parameter
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
WHERE tweet.author_id = $`viewer_id`
RETURN tweet
