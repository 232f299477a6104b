// Hashtags that match a query, best first or last used first, among the thousand best hits of the index.
// in: viewer_id, query, most, order, skip, limit   out: FoundHashtags
// cost: a thousand hits at most, and an index seek each for the newest tweet that can be seen
// :params {viewer_id: 1, query: '("graph" graph*)', most: 1000, order: 'relevance', skip: 0, limit: 11}
//
// A hashtag that only hidden people used is not there. `order` is relevance or newest. `count` is of all pages, while
// nothing was left out.
CALL () {
  CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh() // what was written before this read is found
  CALL db.index.fulltext.queryNodes('hashtag_words', $query, {limit: $most + 1}) YIELD node
  RETURN collect(node) AS hits
}
CALL (hits) {
  UNWIND range(0, size(hits) - 1) AS at
  WITH at, hits[at] AS hashtag
  WHERE at < $most
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
  WITH hashtag, at, used
  ORDER BY CASE $order WHEN 'relevance' THEN at ELSE -used END, hashtag.name
  RETURN collect(hashtag) AS found
}
WITH size(hits) > $most AS truncated, size(found) AS count, found[$skip..$skip + $limit] AS page
RETURN truncated, CASE WHEN NOT truncated THEN count END AS count,
  [hashtag IN page | {name: hashtag.name, tweets_count: COUNT { (hashtag)<-[:TAGGED]-() }}] AS results
