// name: writes-procedure
// title: A bad feed
// description: It is refused.
// order: score
CALL db.createLabel('Spam')
MATCH (tweet:Tweet {id: $now_id})
RETURN tweet, 1 AS score
