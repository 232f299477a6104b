// The floor: one round trip of driver and Bolt, and nothing else.
// in: -   out: One
// cost: constant
// :params {}
RETURN 1 AS one
