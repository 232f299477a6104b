// The same text from several people, or again and again.
// in: -   out: text, tweets, people, usernames, newest
// cost: the newest 5,000 tweets
// :params {}
MATCH (tweet:Tweet)
USING INDEX tweet:Tweet(id)
WHERE tweet.id > 0
WITH tweet ORDER BY tweet.id DESC LIMIT 5000
WITH toLower(trim(tweet.content)) AS text, collect(DISTINCT tweet.author_id) AS ids, count(*) AS tweets, max(tweet.created_at) AS newest
WHERE tweets > 2 AND size(text) > 15
WITH text, ids, tweets, newest ORDER BY tweets DESC LIMIT 25
RETURN text, tweets, size(ids) AS people, COLLECT {
  UNWIND ids[..5] AS id MATCH (person:User {id: id}) RETURN person.username
} AS usernames, newest
ORDER BY people DESC, tweets DESC
