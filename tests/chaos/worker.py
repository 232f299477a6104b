"""`tweetgraph worker`, but for one time that is no setting: a relay that dies is followed after two seconds."""

from api import serving
from graph.settings import from_environment
from tasks import outbox

if __name__ == "__main__":
    outbox.LEADER_SECONDS = 2.0
    serving.run_worker(from_environment())
