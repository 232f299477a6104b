// What one person has scheduled, in order of time.
// in: -   out: -   writes: index
// cost: the number of scheduled tweets, once
// :params {}
CREATE INDEX scheduled_list IF NOT EXISTS FOR (tweet:ScheduledTweet) ON (tweet.author_id, tweet.due_id)
