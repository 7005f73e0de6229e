"""Processes that inherit what this one holds and do tasks side by side."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import Generic, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

IS_POSSIBLE = sys.platform == "linux"
"""Whether a process can inherit what another one holds, and safely; elsewhere everything is done in one."""


class Workers(Generic[T, R]):
    """Processes that are ended, whatever they are at, when the ``with`` block is.

    There is no thread in between, so that further ones can be started while others are at work.
    """

    def __init__(self) -> None:
        self._processes: list[BaseProcess] = []
        self._ends: list[Connection] = []
        self._busy: dict[Connection, tuple[T, deque[T]]] = {}

    def __enter__(self) -> Workers[T, R]:
        """Starts nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends every process."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()
            process.close()

    def start(self, count: int, work: Callable[[T], R], tasks: Iterable[T]) -> None:
        """Begins ``tasks`` in so many processes of their own, or fewer if there are fewer tasks.

        Args:
            count: the most processes to start.
            work: does a task; what it rests on is inherited, and what it gives is sent back.
            tasks: those that are best begun first, first.
        """
        waiting = deque(tasks)
        fork = multiprocessing.get_context("fork")
        for _ in range(min(count, len(waiting))):
            here, there = fork.Pipe()
            self._ends.append(here)
            process = fork.Process(target=_serve, args=(there, self._ends, work), daemon=True)
            with _uninterrupted():
                process.start()
            there.close()  # so that the end of the process is the end of the connection
            self._processes.append(process)
            self._send(here, waiting)

    def _send(self, connection: Connection, waiting: deque[T]) -> None:
        if not waiting:
            return
        task = waiting.popleft()
        try:
            connection.send(task)
        except OSError:  # the process was killed
            waiting.appendleft(task)
        else:
            self._busy[connection] = task, waiting

    def results(self) -> Iterator[tuple[T, R]]:
        """Each task that was done, with its result, in the order in which they come to their end.

        A task is not among them if its process was killed or its result can't be sent.
        """
        while self._busy:
            for connection in cast("list[Connection]", wait(list(self._busy))):
                task, waiting = self._busy.pop(connection)
                try:
                    results: list[R] = connection.recv()
                except (EOFError, OSError):
                    continue
                self._send(connection, waiting)
                for result in results:
                    yield task, result


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keeps Ctrl-C waiting until the block is done, and in a process that begins in it until that lets it through."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, ends: Iterable[Connection], work: Callable[[T], R]) -> None:
    """Does what is sent, until the process that sends is no more.

    Args:
        connection: where tasks come from. Each answer is a list with the result, or an empty one.
        ends: those of the process that sends, which were inherited: only if they are closed here does it show here
            that they are closed there.
        work: does a task.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one, and ends it
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for end in ends:
        end.close()
    with contextlib.suppress(EOFError, OSError):
        while True:
            task = connection.recv()
            try:
                answer = ForkingPickler.dumps([work(task)])
            except Exception:  # noqa: BLE001 - whoever asked does the task itself, and tells what is wrong
                answer = ForkingPickler.dumps([])
            connection.send_bytes(answer)
