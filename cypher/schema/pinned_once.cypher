// One pinned tweet of a person, whatever the race.
// in: -   out: -   writes: constraint
// cost: the number of pinned tweets, once
// :params {}
CREATE CONSTRAINT pinned_once IF NOT EXISTS FOR ()-[pinned:PINNED]-() REQUIRE pinned.user_id IS UNIQUE
