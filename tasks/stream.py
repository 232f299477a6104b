"""What the keys in Redis are called, and how much one worker takes; to be known without a broker."""

QUEUE = "tweetgraph:tasks"
GROUP = "tweetgraph"
LEADER = "tweetgraph:relay"  # the key of who relays: machine, pid and a random part
CONCURRENT = 20  # tasks that one worker has under way
READ_COUNT = 5  # messages that one read takes, and that a dead worker holds back
