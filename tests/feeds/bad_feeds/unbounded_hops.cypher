// name: unbounded-hops
// title: A bad feed
// description: It is refused.
// order: score
MATCH (viewer)-[:FOLLOWS]->{1,3}(friend)
WITH DISTINCT friend LIMIT 10
RETURN friend AS tweet, 1 AS score
