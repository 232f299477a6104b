// Late work that waits, rests after a failure or was given up, by what it is for.
// in: -   out: state, topic, events, oldest
// cost: the oldest 10,000 events of each kind, from indexes
// :params {}
CALL () {
  MATCH (event:Outbox)
  USING INDEX event:Outbox(id)
  WHERE event.id > 0
  WITH event ORDER BY event.id LIMIT 10000
  RETURN 'waits' AS state, event
UNION ALL
  MATCH (event:SetAside)
  USING INDEX event:SetAside(id)
  WHERE event.id > 0
  WITH event ORDER BY event.id LIMIT 10000
  RETURN 'rests after a failure' AS state, event
UNION ALL
  MATCH (event:DeadLetter)
  USING INDEX event:DeadLetter(id)
  WHERE event.id > 0
  WITH event ORDER BY event.id LIMIT 10000
  RETURN 'was given up' AS state, event
}
RETURN state, event.topic AS topic, count(*) AS events, min(event.created_at) AS oldest
ORDER BY events DESC, state, topic LIMIT 100
