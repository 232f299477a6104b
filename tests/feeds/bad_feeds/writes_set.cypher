// name: writes-set
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
set tweet.content = 'mine'
RETURN tweet
