// name: writes-delete-below
// title: A bad feed
// description: It is refused.
// order: score
MATCH (tweet:Tweet {id: $now_id})
CALL (tweet) {
  DETACH DELETE tweet
}
RETURN tweet, 1 AS score
