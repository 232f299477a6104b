// The notifications of one person, in order.
// in: -   out: -   writes: index
// cost: the number of notifications, once
// :params {}
CREATE INDEX notification_list IF NOT EXISTS FOR (notification:Notification) ON (notification.receiver_id, notification.id)
