// Let events wait for the relay again whose time aside is over, the longest due first.
// in: limit   out: -   writes: SetAside, Outbox
// cost: the limit, from an index
// :params {limit: 50}
//
// The statement that left an event may be repeated by the client that sent it, after the event was set aside: of two, one stays.
MATCH (event:SetAside)
WHERE event.due_ms <= timestamp()
WITH event
ORDER BY event.due_ms
LIMIT $limit
OPTIONAL MATCH (twin:Outbox {id: event.id})
FOREACH (double IN CASE WHEN twin IS NULL THEN [] ELSE [event] END | DETACH DELETE double)
FOREACH (back IN CASE WHEN twin IS NULL THEN [event] ELSE [] END |
  REMOVE back:SetAside, back.due_ms
  SET back:Outbox
)
