// Who names whom, and whether the other names back.
// in: -   out: one, other, names, named_back
// cost: the newest 50,000 tweets and whom they mention
// plot: points names: named_back
// :params {}
MATCH (tweet:Tweet)
USING INDEX tweet:Tweet(id)
WHERE tweet.id > 0
WITH tweet
ORDER BY tweet.id DESC LIMIT 50000
MATCH (author:User)-[:POSTED]->(tweet)-[:MENTIONS]->(named:User)
WHERE author <> named AND author.status = 'active' AND author.protected IS NULL AND named.status = 'active'
WITH CASE WHEN author.id < named.id THEN [author, named] ELSE [named, author] END AS pair, author
WITH pair[0] AS older, pair[1] AS newer, count(CASE WHEN author = pair[0] THEN 1 END) AS there, count(CASE WHEN author = pair[1] THEN 1 END) AS back
WITH CASE WHEN there >= back THEN [older, newer, there, back] ELSE [newer, older, back, there] END AS row
RETURN row[0].username AS one, row[1].username AS other, row[2] AS names, row[3] AS named_back
ORDER BY names DESC, named_back DESC, one, other LIMIT 100
