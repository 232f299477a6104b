// name: writes-foreach
// title: A bad feed
// description: It is refused.
// order: score
MATCH (tweet:Tweet {id: $now_id})
FOREACH (n IN [1] |
  MERGE (:Hashtag {name: 'spam'})
)
RETURN tweet, 1 AS score
