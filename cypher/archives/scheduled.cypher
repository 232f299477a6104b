// What a person has scheduled, by its moment.
// in: viewer_id, after, limit   out: Scheduled
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH (tweet:ScheduledTweet)
WHERE tweet.author_id = $viewer_id AND tweet.due_id > $after
WITH tweet ORDER BY tweet.author_id, tweet.due_id LIMIT $limit
RETURN
  tweet.id AS id,
  tweet.due_id AS due_id,
  tweet.content AS content,
  tweet.quoted_id AS quote_of,
  coalesce(tweet.reply_settings, 'everyone') AS reply_settings,
  COLLECT { MATCH (tweet)-[tie:HAS_MEDIA]->(medium) RETURN medium.name ORDER BY tie.position } AS media,
  tweet.due_id / 4096 + 1735689600000 AS scheduled_at,
  tweet.created_at.epochMillis AS created_at
