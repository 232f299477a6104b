// Load tweets and replies, and move each author's newest post forward; no-op for tweets that are there.
// in: rows, key, done   out: Written   writes: Tweet, POSTED, User, ImportedFile
// cost: the number of rows
// :params {rows: [{id: 9, author: 1, content: 'Hello', parent: null, root: null}], key: 'example/tweets', done: 1}
UNWIND $rows AS row
MATCH (author:User {id: row.author})
MERGE (tweet:Tweet {id: row.id})
ON CREATE SET
  tweet.content = row.content,
  tweet.author_id = row.author,
  // Replies are in no feed: without this property they are not in the index that feeds read.
  tweet.feed_author_id = CASE WHEN row.parent IS NULL THEN row.author END,
  tweet.keywords = 'by' + toString(row.author) + ' at' + toString(100000 + row.id / 14745600000),
  tweet.parent_id = row.parent,
  tweet.root_id = row.root,
  tweet.created_at = datetime({epochMillis: row.id / 4096 + 1735689600000})
WITH row, author, tweet
WHERE tweet.author_id = row.author
MERGE (author)-[:POSTED]->(tweet)
SET author.last_post_id = CASE
  WHEN row.parent IS NULL AND coalesce(author.last_post_id, 0) < row.id THEN row.id
  ELSE author.last_post_id
END
WITH count(*) AS written
MERGE (file:ImportedFile {key: $key})
SET file.rows = $done
RETURN written
