// name: reads-file
// title: A bad feed
// description: It is refused.
// order: score
MATCH (tweet:Tweet {id: $now_id})
LOAD CSV FROM 'file:///etc/passwd' AS line
RETURN tweet, size(line) AS score
