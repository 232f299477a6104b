// Which of those who listen may have something new to read, after hints of what others did.
// in: actor_ids, tweet_ids, usernames, listener_ids   out: Touched
// cost: for each actor the fewer of their followers and of those who listen; for each tweet whom it mentions
// :params {actor_ids: [1], tweet_ids: [2], usernames: ['ada'], listener_ids: [1, 3]}
//
// Ids in, ids out: nobody is shown by it. Notifications may await whoever wrote, was answered, quoted or mentioned.
CALL () {
  UNWIND $actor_ids AS actor_id
  MATCH (actor:User {id: actor_id})
  WITH actor, COUNT { (actor)<-[:FOLLOWS]-() } AS followers
  CALL (actor, followers) {
    WITH actor AS followee WHERE followers <= size($listener_ids)
    MATCH (followee)<-[:FOLLOWS]-(follower:User)
    WHERE follower.id IN $listener_ids
    RETURN follower.id AS listener_id
    UNION ALL
    WITH actor AS followee WHERE followers > size($listener_ids)
    UNWIND $listener_ids AS listener_id
    MATCH ()-[follows:FOLLOWS]->()
    WHERE follows.follower_id = listener_id AND follows.followee_id = followee.id
    RETURN listener_id
  }
  RETURN collect(DISTINCT listener_id) AS followers
}
CALL (followers) {
  UNWIND $tweet_ids AS tweet_id
  MATCH (tweet:Tweet {id: tweet_id})
  CALL (tweet) {
    UNWIND [tweet.id, tweet.parent_id, tweet.root_id, tweet.quoted_id] AS above_id
    MATCH (above:Tweet {id: above_id})
    RETURN above.author_id AS listener_id
    UNION
    MATCH (tweet)-[:MENTIONS]->(named:User)
    RETURN named.id AS listener_id
  }
  WITH DISTINCT listener_id WHERE listener_id IN $listener_ids
  RETURN collect(listener_id) AS concerned
}
CALL (concerned) {
  UNWIND $usernames AS username
  MATCH (named:User {username_key: username})
  WHERE named.id IN $listener_ids
  RETURN collect(DISTINCT named.id) AS named
}
RETURN followers, concerned + named AS concerned
