-- What every entry of `page` (id, tweet_id, person_id, quote) shows: the same fields as the product's feed.
SELECT
  page.id AS entry_id, page.quote, person.id, person.username, person.name, person.profile_image,
  tweet.id AS tweet_id, tweet.content, author.id, author.username, author.name, author.profile_image,
  tweet.likes, tweet.comments, tweet.retweets, tweet.quotes, tweet.hashtags, tweet.reply_settings, tweet.edited_at,
  inner_tweet.id, inner_tweet.content, inner_tweet.quoted_id, inner_tweet.edited_at,
  quotee.id, quotee.username, quotee.name, quotee.profile_image,
  EXISTS (SELECT FROM liked WHERE liked.user_id = $1 AND liked.tweet_id = tweet.id) AS is_liked,
  EXISTS (SELECT FROM retweet WHERE retweet.actor_id = $1 AND retweet.tweet_id = tweet.id) AS is_retweeted,
  EXISTS (SELECT FROM bookmark WHERE bookmark.user_id = $1 AND bookmark.tweet_id = tweet.id) AS is_bookmarked,
  ARRAY(SELECT (medium.id, medium.name) FROM medium WHERE medium.tweet_id = tweet.id ORDER BY position) AS media,
  ARRAY(SELECT (named.id, named.username, named.name, named.profile_image) FROM person AS named
        WHERE named.id = ANY (tweet.mentions) AND named.status = 'active') AS named
FROM page
JOIN tweet ON tweet.id = page.tweet_id
JOIN person ON person.id = page.person_id
JOIN person AS author ON author.id = tweet.author_id
LEFT JOIN tweet AS inner_tweet ON inner_tweet.id = tweet.quoted_id
LEFT JOIN person AS quotee ON quotee.id = inner_tweet.author_id AND quotee.status = 'active'
ORDER BY page.id DESC
