// Of the people who joined in a week, how many did something so many weeks after they had joined.
// in: -   out: cohort, week, people, active, share
// cost: what the newest 20,000 people of the last 16 weeks wrote, passed on and liked
// plot: line week: share by cohort
// :params {}
//
// Week 0 are the first seven days of each person. A week is shown when it is over for the whole cohort.
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id >= (timestamp() - 9676800000 - 1735689600000) * 4096 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 20000
WITH date.truncate('week', datetime({epochMillis: person.id / 4096 + 1735689600000})) AS cohort,
  COLLECT {
    MATCH (person)-[:POSTED]->(tweet:Tweet)
    RETURN (tweet.id - person.id) / 2477260800000 AS week
  UNION
    MATCH (person)-[retweet:RETWEETED]->()
    RETURN (retweet.id - person.id) / 2477260800000 AS week
  UNION
    MATCH (person)-[like:LIKED]->()
    RETURN (like.id - person.id) / 2477260800000 AS week
  } AS weeks
WITH cohort, collect(weeks) AS everybody
UNWIND range(0, 15) AS week
WITH cohort, week, everybody
WHERE cohort + duration({weeks: week + 2}) <= date()
RETURN toString(cohort) AS cohort, week, size(everybody) AS people, size([weeks IN everybody WHERE week IN weeks]) AS active,
  round(1.0 * size([weeks IN everybody WHERE week IN weeks]) / size(everybody), 3) AS share
ORDER BY cohort, week LIMIT 300
