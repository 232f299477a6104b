// Follow a hashtag, also one that nobody used yet; no-op if that is so already.
// in: viewer_id, name, follow_id, most   out: Followed   writes: Hashtag, FOLLOWS_TAG
// cost: constant; locks the person and the hashtag
// :params {viewer_id: 1, name: 'graph', follow_id: 3, most: 100}
//
// `created` says whether this very request made the relationship, null that the person follows as many as is allowed.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  WITH viewer
  WHERE COUNT { (viewer)-[:FOLLOWS_TAG]->() } < $most
    OR EXISTS { MATCH ()-[tie:FOLLOWS_TAG]->() WHERE tie.user_id = viewer.id AND tie.hashtag = $name }
  MERGE (hashtag:Hashtag {name: $name})
  MERGE (viewer)-[follows:FOLLOWS_TAG]->(hashtag)
  ON CREATE SET
    follows.id = $follow_id,
    follows.user_id = viewer.id,
    follows.hashtag = $name,
    follows.created_at = datetime({epochMillis: $follow_id / 4096 + 1735689600000})
  RETURN collect({created: follows.id = $follow_id, tweets_count: COUNT { (hashtag)<-[:TAGGED]-() }}) AS made
}
RETURN head(made).created AS created, coalesce(head(made).tweets_count, 0) AS tweets_count
