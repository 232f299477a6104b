// How full feeds are: entries of the last seven days, of how many authors, and how much one author has of them.
// in: -   out: entries, people, authors, top_author_share
// cost: the newest 200 followees of the newest 1,000 people who follow somebody, two counts from an index for each
// plot: points entries: people
// :params {}
//
// `entries` is where a class begins: 4 stands for 4 to 7. Empty feeds lose people, feeds of one author bore them.
MATCH (reader:User)
USING INDEX reader:User(id)
WHERE reader.id > 0 AND reader.status = 'active' AND EXISTS { (reader)-[:FOLLOWS]->() }
WITH reader
ORDER BY reader.id DESC LIMIT 1000
CALL (reader) {
  MATCH ()-[follow:FOLLOWS]->(author:User)
  USING INDEX SEEK follow:FOLLOWS(follower_id, id)
  WHERE follow.follower_id = reader.id AND follow.id > 0 AND author.status = 'active'
  WITH author, follow
  ORDER BY follow.follower_id DESC, follow.id DESC LIMIT 200
  WITH COUNT {
    MATCH (tweet:Tweet)
    WHERE tweet.feed_author_id = author.id AND tweet.id >= (timestamp() - 604800000 - 1735689600000) * 4096
  } + COUNT {
    MATCH ()-[retweet:RETWEETED]->()
    WHERE retweet.actor_id = author.id AND retweet.id >= (timestamp() - 604800000 - 1735689600000) * 4096
  } AS entries
  RETURN sum(entries) AS total, max(entries) AS most, count(CASE WHEN entries > 0 THEN 1 END) AS authors
}
WITH CASE total WHEN 0 THEN 0 ELSE toInteger(2 ^ floor(log(total) / log(2) + 0.000000001)) END AS entries, authors,
  CASE WHEN total > 0 THEN 1.0 * most / total END AS share
RETURN entries, count(*) AS people, round(avg(authors), 1) AS authors, round(avg(share), 3) AS top_author_share
ORDER BY entries LIMIT 40
