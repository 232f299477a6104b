// Like a tweet; no-op if it is liked already.
// in: viewer_id, tweet_id, like_id, notification_id   out: Liked   writes: LIKED, Notification
// cost: constant; locks the reader, the tweet and its author
// :params {viewer_id: 1, tweet_id: 2, like_id: 3, notification_id: 4}
MATCH (viewer:User {id: $viewer_id})
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // visible: author
  author.status = 'active'
  // end
MERGE (viewer)-[liked:LIKED]->(tweet)
ON CREATE SET
  liked.id = $like_id,
  liked.user_id = viewer.id,
  liked.tweet_id = tweet.id,
  liked.created_at = datetime({epochMillis: $like_id / 4096 + 1735689600000})
WITH viewer, tweet, author, liked
CALL (author, viewer, tweet, liked) {
  WITH author AS receiver, viewer AS actor, tweet, liked,
    'liked' AS verb, tweet.id AS target, $notification_id AS notification_id
  WHERE liked.id = $like_id AND receiver <> actor
  // shape: tell
  MERGE (notification:Notification {
    key: toString(receiver.id) + ':' + verb + ':' + toString(actor.id) + ':' + toString(target)
  })
  ON CREATE SET
    notification.id = notification_id,
    notification.receiver_id = receiver.id,
    notification.verb = verb,
    notification.read = false,
    notification.created_at = datetime({epochMillis: notification_id / 4096 + 1735689600000})
  WITH *
  WHERE notification.id = notification_id AND NOT EXISTS { (notification)-[:TO]->() }
  CREATE (notification)-[:TO]->(receiver)
  CREATE (notification)-[:FROM]->(actor)
  // end
  CREATE (notification)-[:ABOUT]->(tweet)
}
RETURN
  liked.id AS id,
  viewer {.id, .username, .name, .profile_image} AS user,
  tweet.id AS tweet_id,
  liked.created_at.epochMillis AS created_at,
  liked.id = $like_id AS created
