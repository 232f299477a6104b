// What runs in the database now, the longest first, this statement among it.
// in: -   out: id, elapsed, state, client, statement
// cost: constant
// :params {}
SHOW TRANSACTIONS
YIELD transactionId, elapsedTime, status, clientAddress, currentQuery
RETURN transactionId AS id, elapsedTime AS elapsed, status AS state, clientAddress AS client, currentQuery AS statement
ORDER BY elapsed DESC LIMIT 25
