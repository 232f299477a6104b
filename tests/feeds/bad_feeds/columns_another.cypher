// name: columns-another
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (post:Tweet {id: $before})
RETURN post
