// The counts of some tweets, for who watches them; no row for a tweet that is gone or not visible.
// in: tweet_ids   out: Counts
// cost: constant for each tweet; every count is a degree
// :params {tweet_ids: [2]}
UNWIND $tweet_ids AS tweet_id
MATCH (tweet:Tweet {id: tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // visible: author
  author.status = 'active'
  // end
RETURN
  tweet.id AS tweet,
  COUNT { (tweet)<-[:LIKED]-() } AS likes_count,
  COUNT { (tweet)<-[:REPLY_TO]-() } AS comments_count,
  COUNT { (tweet)<-[:RETWEETED]-() } AS retweets_count,
  COUNT { (tweet)<-[:QUOTES]-() } AS quotes_count,
  tweet.edited_at.epochMillis AS edited_at
