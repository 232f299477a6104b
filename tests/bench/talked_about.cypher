// The tweet with most answers.
// in: -   out: Subject
// cost: every answer, once
// :params {}
MATCH (answer:Tweet)
WHERE answer.parent_id IS NOT NULL
WITH answer.parent_id AS id, count(*) AS comments
RETURN id, comments
ORDER BY comments DESC, id DESC LIMIT 1
