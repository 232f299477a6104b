// What people say when they pass a tweet on.
// in: -   out: -   writes: index
// cost: the number of retweets, once
// :params {}
CREATE FULLTEXT INDEX quote_words IF NOT EXISTS FOR ()-[retweeted:RETWEETED]-() ON EACH [retweeted.quote]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words', `fulltext.eventually_consistent`: true}}
