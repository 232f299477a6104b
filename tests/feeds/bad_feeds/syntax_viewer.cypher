// name: syntax-viewer
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
MATCH (viewer)-[:FOLLOWS]->(friend)
RETURN tweet, viewer
