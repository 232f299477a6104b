// name: columns-score
// title: A bad feed
// description: It is refused.
// order: score
MATCH (tweet:Tweet {id: $now_id})
RETURN tweet,
  'high' AS score
