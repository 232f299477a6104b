// Find which hashtags more people use than is usual for each, and keep them in the place of those found before.
// in: viewer_id, window, since, until, past, slices, young, least_people, least_score, looked_at, most   out: -   writes: Trends, HAS_TREND
// cost: the tags of the window, and of up to `looked_at` hashtags those of the past
// :params {viewer_id: 0, window: 'hour', since: 95000000000000, until: 95014745600000, past: 94646105600000, slices: 24, young: 94660851200000, least_people: 3, least_score: 1.0, looked_at: 200, most: 30}
//
// The reader is nobody: what protected people write makes no trend. All times are ids: the window is [since, until), the past [past, since) is `slices` windows long. Whoever uses a
// hashtag often counts once in each window; whose account is from after `young`, or whom nobody follows, counts half.
// The score is how many standard deviations above the usual the window is, as if people came by chance. A later run is
// not undone by an earlier one.
MERGE (trends:Trends {window: $window})
// Locks before it is read; a label that is set again only locks.
SET trends:Trends
WITH trends
WHERE coalesce(trends.until, 0) <= $until
CALL (trends) {
  CALL () {
    MATCH (tweet:Tweet)-[tagged:TAGGED]->(hashtag)
    WHERE tagged.id >= $since AND tagged.id < $until
    WITH hashtag, count(DISTINCT tweet.author_id) AS people
    WHERE people >= $least_people
    ORDER BY people DESC, hashtag.name LIMIT $looked_at
    RETURN hashtag
  }
  CALL (hashtag) {
    MATCH (tweet:Tweet)-[tagged:TAGGED]->()
    WHERE tagged.hashtag = hashtag.name AND tagged.id >= $past AND tagged.id < $until
    MATCH (author:User {id: tweet.author_id})
    WHERE
      // readable: author
      author.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
    WITH DISTINCT author, CASE WHEN tagged.id < $since THEN 1 + ($since - 1 - tagged.id) / ($until - $since) ELSE 0 END AS slice
    WITH slice, CASE WHEN author.id >= $young OR NOT EXISTS { (author)<-[:FOLLOWS]-() } THEN 0.5 ELSE 1.0 END AS weight
    RETURN
      count(CASE WHEN slice = 0 THEN 1 END) AS people,
      sum(CASE WHEN slice = 0 THEN weight ELSE 0.0 END) AS now,
      sum(CASE WHEN slice = 0 THEN 0.0 ELSE weight END) / $slices AS usual
  }
  WITH hashtag, people, (now - usual) / sqrt(usual + 1) AS score
  WHERE people >= $least_people AND score >= $least_score
  ORDER BY score DESC, people DESC, hashtag.name LIMIT $most
  RETURN collect(hashtag) AS hashtags, collect({people: people, score: score}) AS found
}
CALL (trends) {
  MATCH (trends)-[has:HAS_TREND]->()
  DELETE has
}
SET trends.until = $until, trends.as_of = datetime({epochMillis: $until / 4096 + 1735689600000})
WITH trends, hashtags, found
UNWIND range(0, size(found) - 1) AS position
WITH trends, hashtags[position] AS hashtag, found[position] AS each, position
CREATE (trends)-[:HAS_TREND {position: position, people: each.people, score: each.score}]->(hashtag)
