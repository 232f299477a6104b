// Take what is due to be published, so that others leave it alone until `again`.
// in: now, again, limit   out: Due   writes: ScheduledTweet
// cost: the batch, from an index
// :params {now: 95014745600000, again: 95014868480000, limit: 20}
//
// Moments are ids. What is not published by then, since its author is hidden or its worker died, is looked at again: so what
// waits for long does not stand before what is due now. Two workers may take the same; publishing happens once.
MATCH (tweet:ScheduledTweet)
WHERE tweet.look_id < $now
WITH tweet ORDER BY tweet.look_id LIMIT $limit
SET tweet.look_id = $again
RETURN
  tweet.id AS id,
  tweet.author_id AS author_id,
  tweet.changed_id AS changed_id,
  tweet.content AS content,
  tweet.quoted_id AS quote_of,
  tweet.reply_settings AS reply_settings,
  COLLECT { MATCH (tweet)-[has:HAS_MEDIA]->(medium) RETURN medium.id ORDER BY has.position } AS media_ids
ORDER BY tweet.due_id
