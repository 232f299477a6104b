// name: rising
// title: Rising
// description: What those you follow like and pass on these days, whoever wrote it: more of them, and sooner, comes first.
// order: score
// parameter hours: integer from 1 to 168, default 48; how old a tweet may be.
//
// Who has closed their likes is asked for retweets alone. An hour is 14,745,600,000 ids.
MATCH (viewer)-[:FOLLOWS]->(friend)
WITH friend
ORDER BY coalesce(friend.last_post_id, 0) DESC LIMIT 200
CALL (friend) {
  CALL (friend) {
    MATCH ()-[liked:LIKED]->(tweet)
    WHERE liked.user_id = CASE WHEN friend.likes_closed IS NULL THEN friend.id END
      AND liked.tweet_id >= $now_id - $hours * 14745600000
    RETURN tweet
    ORDER BY liked.user_id DESC, liked.tweet_id DESC LIMIT 50
  }
  RETURN tweet, 1 AS weight
  UNION ALL
  CALL (friend) {
    MATCH ()-[retweet:RETWEETED]->(tweet)
    WHERE retweet.actor_id = friend.id AND retweet.tweet_id >= $now_id - $hours * 14745600000
    RETURN tweet
    ORDER BY retweet.actor_id DESC, retweet.tweet_id DESC LIMIT 50
  }
  RETURN tweet, 2 AS weight
}
WITH tweet, sum(weight) AS weight
WHERE tweet.author_id <> $viewer_id
// With every two hours of age the same likes count less: half as much after two, a tenth after eighteen.
RETURN tweet, weight / (2 + ($now_id - tweet.id) / 14745600000.0) AS score
