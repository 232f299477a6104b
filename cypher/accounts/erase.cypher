// Remove what hangs on a deleted person, a batch at a time, and the person last; no row if they are gone.
// in: user_id, batch   out: Erased   writes: FOLLOWS, FOLLOWS_TAG, REQUESTED, SIMILAR_TO, BLOCKS, MUTES, MUTES_THREAD, LIKED, RETWEETED, BOOKMARKED, MENTIONS, AGAINST, BY, Notification, Session, IdempotencyKey, ScheduledTweet, MutedWord, Report, ReportCase, Export, User
// cost: the batch
// :params {user_id: 4096, batch: 1000}
//
// What belongs to this one person goes whole, also a session that was opened while the person was being deleted.
MATCH (person:User {id: $user_id})
WHERE person.status = 'deleted'
// Locks before anything is looked for: what is made at this moment is found after its commit, and would be left alone otherwise.
SET person:User
WITH person
CALL (person) {
  // What was reported of them: the case goes after its reports.
  MATCH (:ReportCase {key: 'person:' + toString(person.id)})<-[:PART_OF]-(report)
  WITH report LIMIT $batch
  DETACH DELETE report
  RETURN count(*) AS settled
}
CALL (person) {
  MATCH (person)-[tie]-(other)
  WHERE NOT EXISTS { (other)<-[:PART_OF]-() }
  WITH tie, other, other:Notification OR other:Session OR other:Credential
    OR other:IdempotencyKey OR other:ScheduledTweet OR other:MutedWord OR other:Report OR other:ReportCase OR other:Export AS whole
  LIMIT $batch
  WITH
    count(*) AS removed,
    collect(CASE WHEN whole THEN null ELSE tie END) AS ties,
    collect(DISTINCT CASE WHEN whole THEN other END) AS nodes
  FOREACH (tie IN ties | DELETE tie)
  FOREACH (node IN nodes | DETACH DELETE node)
  RETURN removed
}
WITH person, settled + removed AS removed
CALL (person, removed) {
  WITH person WHERE removed = 0
  DETACH DELETE person
}
RETURN removed
