-- What the home feed reads, as one would lay it out for PostgreSQL. Counts, tags and mentions are kept in columns, which
-- reads well and is paid for by writes: every like of a tweet updates its row.
CREATE TABLE person (id bigint, username text, name text, profile_image text, status text, protected bool);
CREATE TABLE tweet (id bigint, author_id bigint, parent_id bigint, quoted_id bigint, content text, edited_at bigint,
                    reply_settings text, likes int DEFAULT 0, comments int DEFAULT 0, retweets int DEFAULT 0,
                    quotes int DEFAULT 0, hashtags text[], mentions bigint[]);
CREATE TABLE retweet (id bigint, actor_id bigint, tweet_id bigint, quote text);
CREATE TABLE liked (user_id bigint, tweet_id bigint);
CREATE TABLE follow (follower_id bigint, followee_id bigint);
CREATE TABLE block (blocker_id bigint, blocked_id bigint, PRIMARY KEY (blocker_id, blocked_id));
CREATE TABLE mute (muter_id bigint, muted_id bigint, PRIMARY KEY (muter_id, muted_id));
CREATE TABLE bookmark (user_id bigint, tweet_id bigint, PRIMARY KEY (user_id, tweet_id));
CREATE TABLE medium (tweet_id bigint, position int, id bigint, name text, PRIMARY KEY (tweet_id, position));
-- Which graph it was given, and the first person of every slice that it has.
CREATE TABLE source (counts text);
CREATE TABLE loaded (low bigint PRIMARY KEY);
