"""A worker process: `python -m tasks.worker FD MEMORY` serves one request after another on a socket.

It is started as a program of its own, not forked and not spawned from `__main__`, so that it holds
neither the parent's threads and locks nor its imports (Prefect), whoever the parent is. When the
parent is gone, the next message fails and the worker ends.
"""

from __future__ import annotations

import gc
import resource
import signal
import sys
import traceback
from multiprocessing.connection import Connection


def limit_memory(max_bytes: int) -> None:
    """Bound this process's address space, so that one greedy source ends in MemoryError; 0 sets no limit."""
    if max_bytes and sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (max_bytes, max_bytes))


def serve(connection: Connection) -> None:
    """Answer requests `(function, arguments)` with `("done", result)` or `("failed", traceback)`.

    A process that has run out of memory is not to be trusted with more: it says `("lost", code)` and ends.

    The function gets a last argument, a callable that tells the parent which item it has reached.
    """

    def report(item: int) -> None:
        connection.send(("at", item))

    while True:
        function, arguments = connection.recv()
        try:
            answer = ("done", function(*arguments, report))
        except (BrokenPipeError, ConnectionResetError):
            raise
        except MemoryError:
            connection.send(("lost", "out_of_memory"))
            return
        except Exception:
            answer = ("failed", traceback.format_exc())
        connection.send(answer)
        gc.collect()
        gc.freeze()  # the dictionaries loaded by now stay; walking them again and again costs a tenth of all time


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    gc.set_threshold(100_000, 50, 100)  # a batch is many small tuples without cycles; looking for some costs a tenth
    limit_memory(int(sys.argv[2]))
    try:
        serve(Connection(int(sys.argv[1])))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


if __name__ == "__main__":
    main()
