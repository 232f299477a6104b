// Like a tweet, looked for under a lock of the reader and created: the other design, as the peer of the benchmark.
// in: viewer_id, tweet_id, like_id, notification_id   out: Liked   writes: LIKED, Notification
// cost: constant; locks the reader, and of the tweet only what creating a relationship does
// :params {viewer_id: 1, tweet_id: 2, like_id: 3, notification_id: 4}
//
// Of somebody who keeps their likes to themselves the author is told nothing.
MATCH (viewer:User {id: $viewer_id})
// Whoever likes twice at once waits here, and then finds the first like. The tweet needs no lock of ours.
SET viewer:User
WITH viewer
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // readable: author
  author.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
CALL (viewer, tweet) {
  WITH viewer, tweet
  WHERE NOT EXISTS { MATCH ()-[known:LIKED]->() USING INDEX SEEK known:LIKED(user_id, tweet_id) WHERE known.user_id = viewer.id AND known.tweet_id = tweet.id }
  CREATE (viewer)-[:LIKED {
    id: $like_id,
    user_id: viewer.id,
    tweet_id: tweet.id,
    created_at: datetime({epochMillis: $like_id / 4096 + 1735689600000})
  }]->(tweet)
}
MATCH ()-[liked:LIKED]->() USING INDEX SEEK liked:LIKED(user_id, tweet_id)
WHERE liked.user_id = viewer.id AND liked.tweet_id = tweet.id
CALL (author, viewer, tweet, liked) {
  WITH author AS receiver, viewer AS actor, tweet, liked,
    'liked' AS verb, tweet.id AS target, coalesce(tweet.root_id, tweet.id) AS thread_id, '' AS said, $notification_id AS notification_id
  WHERE liked.id = $like_id AND receiver <> actor AND actor.likes_closed IS NULL
  // shape: tell
  WITH *
  WHERE NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: receiver.id, blocked_id: actor.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: actor.id, blocked_id: receiver.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[mute:MUTES {muter_id: receiver.id, muted_id: actor.id}]->() USING INDEX SEEK mute:MUTES(muter_id, muted_id) WHERE mute.notifications AND coalesce(mute.until_ms > timestamp(), true) }
    AND NOT EXISTS { MATCH ()-[mute:MUTES_THREAD {user_id: receiver.id, tweet_id: thread_id}]->() USING INDEX SEEK mute:MUTES_THREAD(user_id, tweet_id) }
    AND NOT EXISTS { MATCH (receiver)-[:MUTES_WORD]->(muted) WHERE said =~ muted.pattern AND coalesce(muted.until_ms > timestamp(), true) }
    AND (actor.protected IS NULL OR verb STARTS WITH 'follow' OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: receiver.id, followee_id: actor.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
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
