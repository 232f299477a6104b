-- After the rows are there.
UPDATE tweet SET likes = counted.number
  FROM (SELECT tweet_id, count(*) AS number FROM liked GROUP BY tweet_id) AS counted WHERE tweet.id = counted.tweet_id;
UPDATE tweet SET retweets = counted.number
  FROM (SELECT tweet_id, count(*) AS number FROM retweet GROUP BY tweet_id) AS counted WHERE tweet.id = counted.tweet_id;
UPDATE tweet SET comments = counted.number
  FROM (SELECT parent_id, count(*) AS number FROM tweet GROUP BY parent_id) AS counted WHERE tweet.id = counted.parent_id;
UPDATE tweet SET quotes = counted.number
  FROM (SELECT quoted_id, count(*) AS number FROM tweet GROUP BY quoted_id) AS counted WHERE tweet.id = counted.quoted_id;
ALTER TABLE person ADD PRIMARY KEY (id);
ALTER TABLE tweet ADD PRIMARY KEY (id);
ALTER TABLE follow ADD PRIMARY KEY (follower_id, followee_id);
ALTER TABLE liked ADD PRIMARY KEY (user_id, tweet_id);
ALTER TABLE retweet ADD PRIMARY KEY (id);
CREATE INDEX ON tweet (author_id, id DESC) WHERE parent_id IS NULL;
CREATE INDEX ON tweet (id DESC) INCLUDE (author_id) WHERE parent_id IS NULL;
CREATE INDEX ON retweet (actor_id, id DESC);
CREATE INDEX ON retweet (id DESC) INCLUDE (actor_id, tweet_id);
CREATE UNIQUE INDEX ON retweet (tweet_id, actor_id);
VACUUM (ANALYZE, FREEZE);
