// Report a tweet or a person to who keeps order here; the same person, target and reason again is no-op.
// in: viewer_id, tweet_id, username_key, reason, comment, report_id   out: Reported   writes: Report, ReportCase, REPORTED, PART_OF, ABOUT
// cost: constant; locks the target
// :params {viewer_id: 1, tweet_id: 2, username_key: null, reason: 'spam', comment: '', report_id: 3}
//
// One of `tweet_id` and `username_key` is null. No row says that the reader has nothing of the kind before them.
// `queue_id` of a case is its place in the queue, that of its newest report; without one it waits for nobody.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  MATCH (tweet:Tweet {id: $tweet_id})
  MATCH (author:User {id: tweet.author_id})
  WHERE
    // readable: author
    author.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
    // end
  RETURN tweet AS target, viewer = author AS is_self, 'tweet:' + toString(tweet.id) AS key
  UNION ALL
  MATCH (person:User {username_key: $username_key})
  WHERE
    // admits: person
    person.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    // end
  RETURN person AS target, viewer = person AS is_self, 'person:' + toString(person.id) AS key
}
OPTIONAL CALL (viewer, target, is_self, key) {
  WITH viewer, target, key WHERE NOT is_self
  MERGE (found:ReportCase {key: key})
  ON CREATE SET found.id = $report_id
  MERGE (found)-[:ABOUT]->(target)
  MERGE (report:Report {key: toString(viewer.id) + ':' + key + ':' + $reason})
  ON CREATE SET
    report.id = $report_id,
    report.reason = $reason,
    report.comment = $comment,
    report.created_at = datetime({epochMillis: $report_id / 4096 + 1735689600000}),
    found.queue_id = $report_id
  MERGE (viewer)-[:REPORTED]->(report)
  MERGE (report)-[:PART_OF]->(found)
  RETURN report.id = $report_id AS created
}
RETURN is_self, coalesce(created, false) AS created
