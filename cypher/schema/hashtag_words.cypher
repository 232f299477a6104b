// What tweets are tagged with.
// in: -   out: -   writes: index
// cost: the number of hashtags, once
// :params {}
CREATE FULLTEXT INDEX hashtag_words IF NOT EXISTS FOR (hashtag:Hashtag) ON EACH [hashtag.name]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words', `fulltext.eventually_consistent`: true}}
