// Which processes hold a number for their ids, and for how long still; 32 is all there are.
// in: -   out: number, holder, until, lapsed
// cost: constant
// :params {}
UNWIND range(0, 31) AS number
MATCH (slot:ProcessSlot {process: number})
RETURN number, slot.holder AS holder, datetime({epochMillis: slot.until_ms}) AS until, slot.until_ms < timestamp() AS lapsed
ORDER BY lapsed, number
