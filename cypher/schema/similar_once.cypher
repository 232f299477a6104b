// One likeness of a person to another, as it was found last.
// in: -   out: -   writes: constraint
// cost: the number of likenesses, once
// :params {}
CREATE CONSTRAINT similar_once IF NOT EXISTS FOR ()-[alike:SIMILAR_TO]-() REQUIRE (alike.person_id, alike.other_id) IS UNIQUE
