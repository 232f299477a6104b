// Mark one's notification as read; no-op if it is read already.
// in: viewer_id, notification_id   out: Marked   writes: Notification
// cost: constant
// :params {viewer_id: 1, notification_id: 2}
//
// No row says that there is no such notification, or that it is somebody else's.
MATCH (notification:Notification {id: $notification_id})
WHERE notification.receiver_id = $viewer_id
// Read before the change: of what is withdrawn at the same moment nothing can be read any more.
WITH notification, notification.id AS id
SET notification.read = true
RETURN id
