// Publish never what one has scheduled; its pictures are free again until they are swept.
// in: viewer_id, scheduled_id   out: Unscheduled   writes: ScheduledTweet, Media
// cost: constant; locks the person
// :params {viewer_id: 1, scheduled_id: 2}
//
// No row says that there is no such tweet, or not any more: it may be published.
MATCH (author:User {id: $viewer_id})
// Locks before the tweet is looked for: whoever publishes it holds this lock as well.
SET author:User
WITH author
MATCH (tweet:ScheduledTweet {id: $scheduled_id})
WHERE tweet.author_id = author.id
CALL (tweet) {
  MATCH (tweet)-[:HAS_MEDIA]->(medium)
  REMOVE medium.tweet_id
  SET medium.unused_id = medium.id
}
WITH tweet, tweet.id AS id
DETACH DELETE tweet
RETURN id
