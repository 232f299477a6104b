// How far newcomers came: of the newest 5,000 people, how many follow, are followed, wrote and were answered.
// in: -   out: step, people, share
// cost: one look at each kind of relationship of 5,000 people, and at what they wrote until one has an answer
// plot: names step: people
// :params {}
MATCH (person:User)
USING INDEX person:User(id)
WHERE person.id > 0 AND person.status = 'active'
WITH person
ORDER BY person.id DESC LIMIT 5000
WITH EXISTS { (person)-[:FOLLOWS]->() } AS follows,
  EXISTS { ()-[:FOLLOWS]->(person) } AS followed,
  EXISTS { (person)-[:POSTED]->(:Tweet) } AS wrote,
  EXISTS { (person)-[:POSTED]->(:Tweet)<-[:REPLY_TO|LIKED|RETWEETED]-() } AS answered
WITH count(*) AS joined,
  count(CASE WHEN follows THEN 1 END) AS follow,
  count(CASE WHEN followed THEN 1 END) AS are_followed,
  count(CASE WHEN wrote THEN 1 END) AS wrote,
  count(CASE WHEN answered THEN 1 END) AS were_answered
UNWIND [['joined', joined], ['follow somebody', follow], ['are followed', are_followed], ['wrote', wrote],
  ['were answered, liked or passed on', were_answered]] AS step
WITH step, joined
WHERE joined > 0
RETURN step[0] AS step, step[1] AS people, round(1.0 * step[1] / joined, 3) AS share
ORDER BY people DESC, step LIMIT 5
