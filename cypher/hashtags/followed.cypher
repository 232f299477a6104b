// The hashtags that a person follows, newest first, below a cursor or above one.
// in: viewer_id, before, after, limit, skip   out: FollowedHashtags
// cost: the page, from an ordered index
// :params {viewer_id: 1, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// Of the two ranges the one that is not wanted is empty. `ids` are those of the relationships, which order the list.
// `count` is a degree.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  CALL (viewer) {
    MATCH ()-[follows:FOLLOWS_TAG]->(hashtag)
    WHERE follows.user_id = viewer.id AND follows.id < $before
    WITH follows, hashtag ORDER BY follows.user_id DESC, follows.id DESC SKIP $skip LIMIT $limit
    RETURN follows, hashtag
    UNION ALL
    MATCH ()-[follows:FOLLOWS_TAG]->(hashtag)
    WHERE follows.user_id = viewer.id AND follows.id > $after
    WITH follows, hashtag ORDER BY follows.user_id, follows.id LIMIT $limit
    RETURN follows, hashtag
  }
  WITH follows, hashtag ORDER BY follows.id DESC
  RETURN collect(follows.id) AS ids, collect({name: hashtag.name, tweets_count: COUNT { (hashtag)<-[:TAGGED]-() }}) AS hashtags
}
RETURN COUNT { (viewer)-[:FOLLOWS_TAG]->() } AS count, ids, hashtags
