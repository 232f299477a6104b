// What tweets say; keywords tell who wrote one and in which hour, so that the newest hits or those of one author are found first.
// in: -   out: -   writes: index
// cost: the number of tweets, once
// :params {}
CREATE FULLTEXT INDEX tweet_words IF NOT EXISTS FOR (tweet:Tweet) ON EACH [tweet.content, tweet.keywords]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words', `fulltext.eventually_consistent`: true}}
