// name: columns-map
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (found:Tweet {id: $before})
RETURN {id: found.id} AS tweet
