// The earlier versions of a tweet, newest first: below a cursor, or above one.
// in: viewer_id, tweet_id, before, after, limit, skip   out: Versions
// cost: the page, from an ordered index
// :params {viewer_id: 1, tweet_id: 2, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `count` is a degree. No row says that there is no such tweet.
MATCH (target:Tweet {id: $tweet_id})
MATCH (person:User {id: target.author_id})
WHERE
  // readable: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (person.protected IS NULL OR person.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: person.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
CALL (target) {
  CALL (target) {
    MATCH (version:TweetVersion)
    USING INDEX SEEK version:TweetVersion(tweet_id, id)
    WHERE version.tweet_id = target.id AND version.id < $before
    RETURN version
    ORDER BY version.tweet_id DESC, version.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (version:TweetVersion)
    USING INDEX SEEK version:TweetVersion(tweet_id, id)
    WHERE version.tweet_id = target.id AND version.id > $after
    RETURN version
    ORDER BY version.tweet_id, version.id LIMIT $limit
  }
  WITH version
  ORDER BY version.id DESC
  RETURN collect({
    id: version.id,
    content: version.content,
    created_at: version.created_at.epochMillis
  }) AS versions
}
RETURN COUNT { (target)-[:HAD_VERSION]->() } AS count, versions
