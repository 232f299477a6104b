// Over how many follows people are apart: the shortest ways between ten people and ten others.
// in: -   out: steps, pairs, share
// cost: a hundred searches from both ends, over five follows at most
// plot: bars steps: pairs
// :params {}
//
// The twenty are drawn from the newest 5,000 by a number of their ids, the same each time. Zero steps: there is no way so short.
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 5000
WITH person
ORDER BY person.id / 4096 % 1009, person.id LIMIT 20
WITH collect(person) AS people
UNWIND people[..10] AS one
UNWIND people[10..] AS other
OPTIONAL MATCH way = shortestPath((one)-[:FOLLOWS*..5]->(other))
WHERE all(person IN nodes(way) WHERE person.status = 'active')
WITH collect(coalesce(length(way), 0)) AS lengths
UNWIND lengths AS steps
WITH steps, count(*) AS pairs, size(lengths) AS total
RETURN steps, pairs, round(1.0 * pairs / total, 3) AS share
ORDER BY steps LIMIT 6
