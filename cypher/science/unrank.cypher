// Remove ranks and communities from everybody who has them.
// in: -   out: Forgotten   writes: User
// cost: everybody
// :params {}
MATCH (person:User)
WHERE person.pagerank IS NOT NULL OR person.community IS NOT NULL
CALL (person) {
  REMOVE person.pagerank, person.community
} IN TRANSACTIONS OF 10000 ROWS
RETURN count(*) AS forgotten
