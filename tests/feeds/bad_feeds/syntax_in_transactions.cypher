// name: syntax-in-transactions
// title: A bad feed
// description: It is refused.
// order: score
MATCH (tweet:Tweet {id: $now_id})
CALL (tweet) {
  SET tweet.content = ''
} IN TRANSACTIONS OF 10 ROWS
RETURN tweet, 1 AS score
