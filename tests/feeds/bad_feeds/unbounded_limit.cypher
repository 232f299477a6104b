// name: unbounded-limit
// title: A bad feed
// description: It is refused.
// order: score
// parameter most: number from 1 to 10; how many.
MATCH (tweet:Tweet)
WHERE tweet.id < $now_id
RETURN tweet, 1 AS score
ORDER BY tweet.id DESC LIMIT toInteger($most)
