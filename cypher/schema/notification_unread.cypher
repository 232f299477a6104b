// The unread notifications of one person, in order; a row moves once in its life, when it is read.
// in: -   out: -   writes: index
// cost: the number of notifications, once
// :params {}
CREATE INDEX notification_unread IF NOT EXISTS FOR (notification:Notification) ON (notification.receiver_id, notification.read, notification.id)
