// The files of a deleted tweet's pictures.
// in: tweet_id   out: Left
// cost: the tweet's pictures
// :params {tweet_id: 2}
MATCH (tweet:Tombstone {id: $tweet_id})-[:HAS_MEDIA]->(medium)
WHERE NOT tweet:HiddenTweet
RETURN medium.id AS id, [medium.name, medium.thumbnail] AS names
