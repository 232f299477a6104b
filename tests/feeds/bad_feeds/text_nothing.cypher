// name: text-nothing
// title: A bad feed
// description: It is refused.
// order: newest
// nothing here
