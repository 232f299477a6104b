// Leave an event that the schedule is the cause of, unless one of its topic waits, fails, or was given up after a moment.
// in: id, topic, since   out: -   writes: Outbox
// cost: the events that wait, and those that failed
// :params {id: 1, topic: 'media.sweep', since: 0}
//
// Two at once leave two, which is no harm: what a schedule does may be done twice.
WITH 1 AS once
WHERE NOT EXISTS { MATCH (event:Outbox) WHERE event.id > 0 AND event.id <> $id AND event.topic = $topic }
  AND NOT EXISTS { MATCH (event:SetAside) WHERE event.id > 0 AND event.topic = $topic }
  AND NOT EXISTS { MATCH (event:DeadLetter) WHERE event.id >= $since AND event.topic = $topic }
MERGE (event:Outbox {id: $id})
ON CREATE SET
  event.topic = $topic,
  event.payload = '{}',
  event.created_at = datetime({epochMillis: $id / 4096 + 1735689600000})
