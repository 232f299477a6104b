// Welcome a new person; no-op if that was done already or the person is gone.
// in: user_id, notification_id   out: Notified   writes: Notification
// cost: constant
// :params {user_id: 1, notification_id: 2}
MATCH (user:User {id: $user_id})
MERGE (notification:Notification {key: toString(user.id) + ':welcome'})
ON CREATE SET
  notification.id = $notification_id,
  notification.receiver_id = user.id,
  notification.verb = 'welcome',
  notification.read = false,
  notification.created_at = datetime({epochMillis: $notification_id / 4096 + 1735689600000})
MERGE (notification)-[:TO]->(user)
RETURN notification.id AS id, notification.id = $notification_id AS created
