// How many tweets have how many likes, retweets and replies.
// in: -   out: reactions, by_likes, by_retweets, by_replies
// cost: three degrees of the newest 50,000 tweets
// plot: points reactions: by_likes, by_retweets, by_replies
// :params {}
//
// `reactions` is where a class begins: 4 stands for 4 to 7.
MATCH (tweet:Tweet)
USING INDEX tweet:Tweet(id)
WHERE tweet.id > 0
WITH tweet
ORDER BY tweet.id DESC LIMIT 50000
MATCH (author:User)-[:POSTED]->(tweet)
WHERE author.status = 'active'
UNWIND [[0, COUNT { (tweet)<-[:LIKED]-() }], [1, COUNT { (tweet)<-[:RETWEETED]-() }], [2, COUNT { (tweet)<-[:REPLY_TO]-() }]] AS side
WITH side[0] AS side, CASE side[1] WHEN 0 THEN 0 ELSE toInteger(2 ^ floor(log(side[1]) / log(2) + 0.000000001)) END AS reactions
RETURN reactions, count(CASE side WHEN 0 THEN 1 END) AS by_likes, count(CASE side WHEN 1 THEN 1 END) AS by_retweets, count(CASE side WHEN 2 THEN 1 END) AS by_replies
ORDER BY reactions LIMIT 40
