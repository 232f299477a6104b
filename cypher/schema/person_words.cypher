// What people are called.
// in: -   out: -   writes: index
// cost: the number of people, once
// :params {}
CREATE FULLTEXT INDEX person_words IF NOT EXISTS FOR (person:User) ON EACH [person.username, person.name]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words', `fulltext.eventually_consistent`: true}}
