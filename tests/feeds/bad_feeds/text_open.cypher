// name: text-open
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet {id: $before})
WHERE EXISTS {
  (tweet)<-[:LIKED]-(viewer)
RETURN tweet
