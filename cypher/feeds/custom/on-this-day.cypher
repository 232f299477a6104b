// name: on-this-day
// title: On this day
// description: What you and those you follow wrote on this day of the year, in earlier years.
// order: newest
// parameter first: integer from 0 to 10, default 1; how many years ago it begins, 0 being today.
//
// Days are those of UTC. An id is the milliseconds since the first of January 2025, times 4096.
CALL (viewer) {
  MATCH (viewer)-[:FOLLOWS]->(person)
  RETURN person
  ORDER BY coalesce(person.last_post_id, 0) DESC LIMIT 100
  UNION ALL
  WITH viewer AS person
  RETURN person
}
CALL () {
  UNWIND range($first, 20) AS years
  RETURN years LIMIT 21
}
WITH person, datetime.truncate('day', datetime({epochMillis: $now_id / 4096 + 1735689600000}) - duration({years: years})) AS day
WITH person, (day.epochMillis - 1735689600000) * 4096 AS low
WITH person, low, CASE WHEN low + 353894400000 < $before THEN low + 353894400000 ELSE $before END AS high
WHERE low < high
CALL (person, low, high) {
  MATCH (tweet:Tweet)
  WHERE tweet.feed_author_id = person.id AND tweet.id >= low AND tweet.id < high
  RETURN tweet
  ORDER BY tweet.feed_author_id DESC, tweet.id DESC LIMIT 20
}
RETURN tweet
