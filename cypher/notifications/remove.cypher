// Delete one's notification.
// in: viewer_id, notification_id   out: Marked   writes: Notification
// cost: constant
// :params {viewer_id: 1, notification_id: 2}
//
// No row says that there is no such notification, or that it is somebody else's.
MATCH (notification:Notification {id: $notification_id})
WHERE notification.receiver_id = $viewer_id
WITH notification, notification.id AS id
DETACH DELETE notification
RETURN id
