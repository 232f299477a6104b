// name: scan-type
// title: A bad feed
// description: It is refused.
// order: score
MATCH (:User)-[pin:PINNED]->(tweet:Tweet)
RETURN tweet, 1 AS score LIMIT 100
