// How many people there are.
// in: -   out: Counted
// cost: constant, from the store's own counts
// :params {}
MATCH (person:User)
RETURN count(person) AS people
