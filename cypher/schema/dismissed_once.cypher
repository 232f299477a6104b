// One dismissal of a person by another, who wants them suggested no more.
// in: -   out: -   writes: constraint
// cost: the number of dismissals, once
// :params {}
CREATE CONSTRAINT dismissed_once IF NOT EXISTS FOR ()-[dismissed:DISMISSED]-() REQUIRE (dismissed.dismisser_id, dismissed.dismissed_id) IS UNIQUE
