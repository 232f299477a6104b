// name: writes-settings
// title: A bad feed
// description: It is refused.
// order: score
CALL dbms.listConfig() YIELD value
WITH count(value) AS score
MATCH (tweet:Tweet {id: $now_id})
RETURN tweet, score
