// name: scan-index
// title: A bad feed
// description: It is refused.
// order: score
MATCH (tweet:Tweet)
WHERE tweet.id IS NOT NULL
RETURN tweet, 1 AS score
ORDER BY tweet.id LIMIT 10
