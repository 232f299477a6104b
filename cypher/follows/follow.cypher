// Follow a person; no-op if that is so already.
// in: viewer_id, username_key, follow_id, follow_limit, notification_id   out: Followed   writes: FOLLOWS, Notification
// cost: constant; locks both people
// :params {viewer_id: 1, username_key: 'ada', follow_id: 3, follow_limit: 10000, notification_id: 4}
//
// `refusal` says which rule stood in the way; `created` whether this very request made the relationship.
MATCH (viewer:User {id: $viewer_id})
MATCH (person:User {username_key: $username_key})
WHERE
  // visible: person
  person.status = 'active'
  // end
WITH viewer, person, CASE
  WHEN viewer = person THEN 'self_follow'
  WHEN EXISTS { MATCH ()-[tie:FOLLOWS]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) WHERE tie.follower_id = viewer.id AND tie.followee_id = person.id } THEN null
  WHEN COUNT { (viewer)-[:FOLLOWS]->() } >= $follow_limit THEN 'follow_limit'
END AS refusal
OPTIONAL CALL (viewer, person, refusal) {
  WITH viewer, person WHERE refusal IS NULL
  MERGE (viewer)-[follows:FOLLOWS]->(person)
  ON CREATE SET
    follows.id = $follow_id,
    follows.follower_id = viewer.id,
    follows.followee_id = person.id,
    follows.created_at = datetime({epochMillis: $follow_id / 4096 + 1735689600000})
  WITH viewer, person, follows
  CALL (person, viewer, follows) {
    WITH person AS receiver, viewer AS actor, follows, 'followed' AS verb, 0 AS target, $notification_id AS notification_id
    WHERE follows.id = $follow_id AND receiver <> actor
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
  }
  RETURN follows.id = $follow_id AS created
}
RETURN refusal, coalesce(created, false) AS created, viewer.name AS follower, person.name AS following
