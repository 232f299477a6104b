// name: columns-relationship
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (viewer)-[tweet:FOLLOWS]->()
WITH tweet LIMIT 10
WHERE tweet.id < $before
RETURN tweet
