-- Everybody's newest, back in time, as long as it takes to find enough of the followees'.
WITH wanted AS MATERIALIZED (
  SELECT person.id
  FROM (SELECT followee_id AS id FROM follow WHERE follower_id = $1 UNION ALL SELECT $1) AS everyone
  JOIN person USING (id)
  WHERE person.status = 'active'
    AND NOT EXISTS (SELECT FROM block WHERE blocker_id = person.id AND blocked_id = $1)
    AND NOT EXISTS (SELECT FROM block WHERE blocker_id = $1 AND blocked_id = person.id)
    AND NOT EXISTS (SELECT FROM mute WHERE muter_id = $1 AND muted_id = person.id)
),
page AS (
  SELECT * FROM (
    (SELECT tweet.id, tweet.id AS tweet_id, tweet.author_id AS person_id, NULL AS quote FROM tweet
     WHERE tweet.parent_id IS NULL AND tweet.id < $2 AND tweet.author_id = ANY (ARRAY(SELECT id FROM wanted))
     ORDER BY tweet.id DESC LIMIT $3)
    UNION ALL
    (SELECT retweet.id, retweet.tweet_id, retweet.actor_id, retweet.quote FROM retweet
     WHERE retweet.id < $2 AND retweet.actor_id = ANY (ARRAY(SELECT id FROM wanted))
     ORDER BY retweet.id DESC LIMIT $3)
  ) AS entry
  ORDER BY id DESC LIMIT $3
)
