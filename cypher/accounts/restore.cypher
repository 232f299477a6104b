// Lift a suspension: who had deactivated the account before is deactivated again; no change for who is not suspended.
// in: username_key   out: Restored   writes: User
// cost: constant
// :params {username_key: 'ada'}
MATCH (person:User {username_key: $username_key})
// Locks before the status is read.
SET person:User
WITH person
SET person.status = CASE person.status WHEN 'suspended' THEN coalesce(person.suspended_from, 'active') ELSE person.status END
REMOVE person.suspended_from, person.suspended_until_ms
RETURN person.status AS status
