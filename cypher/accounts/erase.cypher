// Remove what hangs on a deleted person, a batch at a time, and the person last; no row if they are gone.
// in: user_id, batch   out: Erased   writes: FOLLOWS, LIKED, RETWEETED, BOOKMARKED, MENTIONS, Notification, User
// cost: the batch
// :params {user_id: 4096, batch: 1000}
MATCH (person:User {id: $user_id})
WHERE person.status = 'deleted'
CALL (person) {
  MATCH (person)-[tie]-(other)
  WITH tie, other LIMIT $batch
  WITH
    count(*) AS removed,
    collect(CASE WHEN other:Notification THEN null ELSE tie END) AS ties,
    collect(DISTINCT CASE WHEN other:Notification THEN other END) AS notifications
  FOREACH (tie IN ties | DELETE tie)
  FOREACH (notification IN notifications | DETACH DELETE notification)
  RETURN removed
}
CALL (person, removed) {
  WITH person WHERE removed = 0
  DETACH DELETE person
}
RETURN removed
