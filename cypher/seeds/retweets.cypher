// Load retweets, and move each actor's newest post forward; a tweet retweeted already keeps the retweet it has.
// in: rows, key, done   out: Written   writes: RETWEETED, User, ImportedFile
// cost: the number of rows
// :params {rows: [{id: 11, actor: 2, tweet: 9, quote: null}], key: 'example/retweets', done: 1}
UNWIND $rows AS row
MATCH (actor:User {id: row.actor})
MATCH (tweet:Tweet {id: row.tweet})
MERGE (actor)-[retweeted:RETWEETED {actor_id: row.actor, tweet_id: row.tweet}]->(tweet)
ON CREATE SET
  retweeted.id = row.id,
  retweeted.quote = row.quote,
  retweeted.created_at = datetime({epochMillis: row.id / 4096 + 1735689600000})
SET actor.last_post_id = CASE
  WHEN coalesce(actor.last_post_id, 0) < retweeted.id THEN retweeted.id
  ELSE actor.last_post_id
END
WITH count(*) AS written
MERGE (file:ImportedFile {key: $key})
SET file.rows = $done
RETURN written
