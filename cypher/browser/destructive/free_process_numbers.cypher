// DESTRUCTIVE: frees the numbers of processes whose lease ran out an hour ago or more.
// in: -   out: freed   writes: ProcessSlot
// cost: constant
// :params {}
//
// A process that only slept would make ids under a number that another may hold: stop every process first that is not meant to run.
UNWIND range(0, 31) AS number
MATCH (slot:ProcessSlot {process: number})
WHERE slot.until_ms < timestamp() - 3600000
DELETE slot
RETURN count(*) AS freed
