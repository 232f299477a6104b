// People who joined, by week of the last year, and how many that makes.
// in: -   out: week, people, total
// cost: the people of a year, the newest 1,000,000 of them at most
// plot: line week: people, total
// :params {}
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id >= (timestamp() - 31449600000 - 1735689600000) * 4096 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 1000000
WITH toString(date.truncate('week', datetime({epochMillis: person.id / 4096 + 1735689600000}))) AS week, count(*) AS people
ORDER BY week
WITH collect({week: week, people: people}) AS weeks
UNWIND range(0, size(weeks) - 1) AS at
RETURN weeks[at].week AS week, weeks[at].people AS people, reduce(total = 0, one IN weeks[..at + 1] | total + one.people) AS total
ORDER BY week LIMIT 53
