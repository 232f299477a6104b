// name: writes-create
// title: A bad feed
// description: It is refused.
// order: newest
MATCH (viewer)-[:FOLLOWS]->(friend)
WITH friend LIMIT 10
CREATE (tweet:Tweet {id: $before, author_id: friend.id})
RETURN tweet
