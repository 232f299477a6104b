// Late work that was given up, the newest first; tweetgraph tasks replay has one done again.
// in: -   out: id, topic, error, attempts, failed_at
// cost: the newest 100, from an index
// :params {}
MATCH (event:DeadLetter)
USING INDEX event:DeadLetter(id)
WHERE event.id > 0
RETURN event.id AS id, event.topic AS topic, event.error AS error, event.attempts AS attempts, event.failed_at AS failed_at
ORDER BY event.id DESC LIMIT 100
