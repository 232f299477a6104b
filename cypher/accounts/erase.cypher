// Remove what hangs on a deleted person, a batch at a time, and the person last; no row if they are gone.
// in: user_id, batch   out: Erased   writes: FOLLOWS, FOLLOWS_TAG, REQUESTED, BLOCKS, MUTES, MUTES_THREAD, LIKED, RETWEETED, BOOKMARKED, MENTIONS, Notification, Session, IdempotencyKey, ScheduledTweet, MutedWord, User
// cost: the batch
// :params {user_id: 4096, batch: 1000}
//
// What belongs to this one person goes whole, also a session that was opened while the person was being deleted.
MATCH (person:User {id: $user_id})
WHERE person.status = 'deleted'
CALL (person) {
  MATCH (person)-[tie]-(other)
  WITH tie, other, other:Notification OR other:Session OR other:Credential
    OR other:IdempotencyKey OR other:ScheduledTweet OR other:MutedWord AS whole
  LIMIT $batch
  WITH
    count(*) AS removed,
    collect(CASE WHEN whole THEN null ELSE tie END) AS ties,
    collect(DISTINCT CASE WHEN whole THEN other END) AS nodes
  FOREACH (tie IN ties | DELETE tie)
  FOREACH (node IN nodes | DETACH DELETE node)
  RETURN removed
}
CALL (person, removed) {
  WITH person WHERE removed = 0
  DETACH DELETE person
}
RETURN removed
