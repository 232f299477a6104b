// Which hashtags more people use than is usual, as they were found last, the most striking first.
// in: viewer_id, window   out: Trends
// cost: a seek for each of the few that are kept
// :params {viewer_id: 1, window: 'hour'}
//
// A hashtag that was used by hidden people alone, or of which all tweets were deleted, is not there. `as_of` is null
// before the first time.
OPTIONAL MATCH (trends:Trends {window: $window})
CALL (trends) {
  MATCH (trends)-[has:HAS_TREND]->(hashtag:Hashtag)
  CALL (hashtag) {
    MATCH (tweet:Tweet)-[tagged:TAGGED]->()
    WHERE tagged.hashtag = hashtag.name AND tagged.id > 0
    MATCH (author:User {id: tweet.author_id})
    WHERE
      // readable: author
      author.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
    WITH tagged
    ORDER BY tagged.hashtag DESC, tagged.id DESC LIMIT 1
    RETURN tagged.id AS used
  }
  WITH has, hashtag ORDER BY has.position
  RETURN collect({
    name: hashtag.name,
    tweets_count: COUNT { (hashtag)<-[:TAGGED]-() },
    people_count: has.people
  }) AS found
}
RETURN trends.as_of.epochMillis AS as_of, found AS trends
