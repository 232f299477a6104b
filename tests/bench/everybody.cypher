// The people of the network with their degrees; those whom the lists need are left out.
// in: -   out: Someone
// cost: everybody, once
// :params {}
MATCH (person:User)
WHERE person.username_key STARTS WITH 'bench_' AND NOT person.username_key STARTS WITH 'bench_fan_' AND person.username_key <> 'bench_star'
RETURN
  person.id AS id,
  person.username_key AS username,
  COUNT { (person)-[:FOLLOWS]->() } AS followees,
  COUNT { (person)<-[:FOLLOWS]-() } AS followers
