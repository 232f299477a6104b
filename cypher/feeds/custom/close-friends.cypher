// name: close-friends
// title: Close friends
// description: Tweets of those you follow whom you like and answer most.
// order: newest
// parameter people: integer from 1 to 50, default 10; how many people are close.
//
// An answer counts as three likes. It looks at the newest three hundred tweets that you liked, and at a hundred answers.
CALL (viewer) {
  CALL (viewer) {
    MATCH ()-[liked:LIKED]->(other)
    WHERE liked.user_id = viewer.id AND liked.tweet_id > 0
    RETURN other.author_id AS friend_id
    ORDER BY liked.user_id DESC, liked.tweet_id DESC LIMIT 300
  }
  RETURN friend_id, 1 AS weight
  UNION ALL
  CALL (viewer) {
    MATCH (answer:Tweet)
    USING INDEX SEEK answer:Tweet(author_id, id, parent_id)
    WHERE answer.author_id = viewer.id AND answer.id > 0 AND answer.parent_id IS NOT NULL
    RETURN answer.parent_id AS answered_id
    ORDER BY answer.author_id DESC, answer.id DESC LIMIT 100
  }
  MATCH (answered:Tweet {id: answered_id})
  RETURN answered.author_id AS friend_id, 3 AS weight
}
WITH friend_id, sum(weight) AS weight
WHERE EXISTS {
  MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: friend_id}]->()
  USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id)
}
WITH friend_id
ORDER BY weight DESC, friend_id DESC LIMIT $people
CALL (friend_id) {
  MATCH (tweet:Tweet)
  WHERE tweet.feed_author_id = friend_id AND tweet.id < $before
  RETURN tweet
  ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT $reach
}
RETURN tweet
