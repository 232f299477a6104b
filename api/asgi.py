"""What each of uvicorn's processes loads: the application, in a process that ends with its parent."""

import multiprocessing

from litestar import Litestar

from api.app import create_app as application
from graph.local.tether import tie


def create_app() -> Litestar:
    """The application of `api.app`; on Linux its process ends also when uvicorn's main process is killed."""
    if multiprocessing.parent_process() is not None:  # a lone API belongs to a shell, and may outlive it
        tie()
    return application()
