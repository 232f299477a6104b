// How many people have how many followers, and follow how many.
// in: -   out: degree, by_followers, by_following
// cost: two degrees of the newest 50,000 people
// plot: points degree: by_followers, by_following
// :params {}
//
// `degree` is where a class begins: 4 stands for 4 to 7. A line that falls straight is a network with hubs.
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 50000
UNWIND [[0, COUNT { (person)<-[:FOLLOWS]-() }], [1, COUNT { (person)-[:FOLLOWS]->() }]] AS side
WITH side[0] AS side, CASE side[1] WHEN 0 THEN 0 ELSE toInteger(2 ^ floor(log(side[1]) / log(2) + 0.000000001)) END AS degree
RETURN degree, count(CASE side WHEN 0 THEN 1 END) AS by_followers, count(CASE side WHEN 1 THEN 1 END) AS by_following
ORDER BY degree LIMIT 40
