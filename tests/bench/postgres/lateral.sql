-- The newest few of every followee, and of those the newest.
WITH wanted AS (
  SELECT person.id
  FROM (SELECT followee_id AS id FROM follow WHERE follower_id = $1 UNION ALL SELECT $1) AS everyone
  JOIN person USING (id)
  WHERE person.status = 'active'
    AND NOT EXISTS (SELECT FROM block WHERE blocker_id = person.id AND blocked_id = $1)
    AND NOT EXISTS (SELECT FROM block WHERE blocker_id = $1 AND blocked_id = person.id)
    AND NOT EXISTS (SELECT FROM mute WHERE muter_id = $1 AND muted_id = person.id)
),
page AS (
  SELECT entry.* FROM wanted CROSS JOIN LATERAL (
    (SELECT tweet.id, tweet.id AS tweet_id, wanted.id AS person_id, NULL AS quote FROM tweet
     WHERE tweet.author_id = wanted.id AND tweet.parent_id IS NULL AND tweet.id < $2 ORDER BY tweet.id DESC LIMIT $3)
    UNION ALL
    (SELECT retweet.id, retweet.tweet_id, wanted.id, retweet.quote FROM retweet
     WHERE retweet.actor_id = wanted.id AND retweet.id < $2 ORDER BY retweet.id DESC LIMIT $3)
  ) AS entry
  ORDER BY entry.id DESC LIMIT $3
)
