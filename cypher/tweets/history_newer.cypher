// The earlier versions of a tweet, above a cursor, oldest first: the page before, for who leafs back.
// in: tweet_id, after, limit   out: Versions
// cost: the page, from an ordered index
// :params {tweet_id: 2, after: 0, limit: 11}
//
// `count` is a degree. No row says that there is no such tweet.
MATCH (target:Tweet {id: $tweet_id})
MATCH (person:User {id: target.author_id})
WHERE
  // visible: person
  person.status = 'active'
  // end
CALL (target) {
  MATCH (version:TweetVersion)
  WHERE version.tweet_id = target.id AND version.id > $after
  WITH version
  ORDER BY version.tweet_id, version.id LIMIT $limit
  RETURN collect({
    id: version.id,
    content: version.content,
    created_at: version.created_at.epochMillis
  }) AS versions
}
RETURN COUNT { (target)-[:HAD_VERSION]->() } AS count, versions
