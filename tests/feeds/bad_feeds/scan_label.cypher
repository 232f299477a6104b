// name: scan-label
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (tweet:Tweet)
WHERE tweet.content CONTAINS 'graph'
  AND tweet.edited_at < datetime({epochMillis: $before / 4096})
RETURN tweet LIMIT 10
