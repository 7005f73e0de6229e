"""Processes side by side: what they send back, and what becomes of those that are killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.edits import ROOT
from validator.workers import IS_POSSIBLE, Workers

pytestmark = pytest.mark.skipif(not IS_POSSIBLE, reason="processes can inherit on Linux alone")


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_task_is_done_once(count: int) -> None:
    inherited = {"base": 100}
    with Workers[int, int]() as workers:
        workers.start(count, lambda task: inherited["base"] + task, range(12))
        assert sorted(workers.results()) == [(task, 100 + task) for task in range(12)]
    assert not multiprocessing.active_children()


def test_no_more_processes_than_tasks_and_none_without() -> None:
    with Workers[int, int]() as workers:
        workers.start(8, lambda task: os.getpid() + 0 * task, [1, 2])
        assert len(multiprocessing.active_children()) == 2
        workers.start(8, lambda task: task, [])
        assert len(multiprocessing.active_children()) == 2
        assert os.getpid() not in {process for _, process in workers.results()}


def test_further_ones_are_started_while_others_are_at_work(tmp_path: Path) -> None:
    begun = tmp_path / "begun"

    def first(task: str) -> str:
        while not begun.exists():
            time.sleep(0.01)
        return task.upper()

    def second(task: str) -> str:
        begun.touch()
        return task.title()

    with Workers[str, str]() as workers:
        workers.start(1, first, ["one"])
        workers.start(1, second, ["two"])
        assert sorted(workers.results()) == [("one", "ONE"), ("two", "Two")]


def test_a_process_that_is_killed_takes_its_task_along_and_no_other() -> None:
    def work(task: int) -> int:
        if task == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return task

    with Workers[int, int]() as workers:
        workers.start(2, work, range(8))
        assert sorted(task for task, _ in workers.results()) == [0, 1, 2, 4, 5, 6, 7]


def test_if_all_are_killed_what_is_left_is_not_done() -> None:
    with Workers[int, None]() as workers:
        workers.start(2, lambda _: os.kill(os.getpid(), signal.SIGKILL), range(8))
        assert list(workers.results()) == []


def test_what_fails_or_cannot_be_sent_is_not_among_the_results() -> None:
    def work(task: int) -> object:
        if task == 1:
            raise ZeroDivisionError
        return (lambda: None) if task == 2 else task

    with Workers[int, object]() as workers:
        workers.start(1, work, range(4))
        assert list(workers.results()) == [(0, 0), (3, 3)]


def test_an_answer_larger_than_a_pipe_holds() -> None:
    with Workers[int, str]() as workers:
        workers.start(2, lambda task: "x" * (10_000_000 + task), range(3))
        assert sorted(len(text) for _, text in workers.results()) == [10_000_000, 10_000_001, 10_000_002]


def test_whatever_they_are_at_they_are_ended() -> None:
    def interrupted() -> None:
        with Workers[int, None]() as workers:
            workers.start(2, lambda _: time.sleep(600), range(2))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not multiprocessing.active_children()


ABANDONED = """
import os, sys, time
from tests.edits import ROOT
from validator.workers import Workers

def work(task):
    print(os.getpid(), flush=True)
    return task

workers = Workers()
workers.start(3, work, range(3))
time.sleep(600)
"""


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_one_that_started_it(end: signal.Signals) -> None:
    command = [sys.executable, "-c", ABANDONED]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as parent:
        assert parent.stdout is not None
        for _ in range(3):
            assert parent.stdout.readline()
        parent.send_signal(end)
        rest, _ = parent.communicate(timeout=30)  # which ends when the last process that holds its output has ended
    assert rest == ""


def test_a_process_that_is_killed_between_two_tasks() -> None:
    def work(task: int) -> tuple[int, int]:
        return task, os.getpid()

    with Workers[int, tuple[int, int]]() as workers:
        workers.start(1, work, range(3))
        results = workers.results()
        _, (first, process) = next(results)
        os.kill(process, signal.SIGKILL)
        time.sleep(0.2)
        assert [first, *(task for task, _ in results)][0] == 0


INTERRUPTED = """
import time
from validator.workers import Workers
try:
    with Workers() as workers:
        print("begun", flush=True)
        workers.start(16, lambda task: time.sleep(600), range(16))
        list(workers.results())
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.002, 0.005, 0.01, 0.02])
def test_an_interruption_while_they_start_is_for_the_first_process_alone(delay: float) -> None:
    command = [sys.executable, "-c", INTERRUPTED]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (out, err) == (b"stopped\n", b"")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
