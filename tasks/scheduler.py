"""The schedule: every task with a `schedule` label is sent at its times, by the worker that relays.

    @broker.task("domain.sweep", schedule=[{"cron": "7 * * * *"}])      minutes in UTC; or {"interval": 5}, in seconds

The effects of such a task must be idempotent: when another worker takes over, a minute may be served twice, and one
that passes while no worker runs is not made up for. What must not be missed is an event in the outbox.
"""

import structlog
from redis.exceptions import RedisError
from taskiq import ScheduledTask, ScheduleSource, TaskiqScheduler
from taskiq.cli.scheduler.run import SchedulerLoop
from taskiq.exceptions import TaskiqError
from taskiq.schedule_sources import LabelScheduleSource

from tasks.broker import broker

SENDING = 5.0  # seconds that one message may take

log = structlog.get_logger()


class Scheduler(TaskiqScheduler):
    """Sends what is due; while Redis is away the schedule goes on, and what was due is dropped."""

    async def on_ready(self, source: ScheduleSource, task: ScheduledTask) -> None:
        """Send one task."""
        try:
            await super().on_ready(source, task)
        except (RedisError, TaskiqError, OSError) as error:
            log.warning("a scheduled task was not sent", task=task.task_name, reason=type(error).__name__)


async def keep_schedule() -> None:
    """Send scheduled tasks until cancelled; to be run by one process at a time."""
    source = LabelScheduleSource(broker)
    await source.startup()
    # Without a limit one message that hangs on a broken connection would be the last of its schedule.
    await SchedulerLoop(Scheduler(broker, [source])).run(send_timeout=SENDING)


@broker.task("scheduler.heartbeat", schedule=[{"interval": 5}])
async def heartbeat() -> None:
    """A message when there are no others: the broker takes over from a dead worker only after it has read one."""
