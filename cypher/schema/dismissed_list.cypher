// Whom a person wants suggested no more, in order.
// in: -   out: -   writes: index
// cost: the number of dismissals, once
// :params {}
CREATE INDEX dismissed_list IF NOT EXISTS FOR ()-[dismissed:DISMISSED]-() ON (dismissed.dismisser_id, dismissed.id)
