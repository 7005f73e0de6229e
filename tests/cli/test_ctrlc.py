"""Ctrl-C ends long work where it can be left, and is never lost."""

from __future__ import annotations

import signal
import time

import pytest
from claimpack.cli.ctrlc import Interruption


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_it_ends_the_work_at_the_next_step() -> None:
    done = []

    def work(interruption: Interruption) -> None:
        interruption.step()
        press()
        done.append("what was begun")
        interruption.step()
        done.append("what was not")

    with pytest.raises(KeyboardInterrupt), Interruption() as interruption:
        work(interruption)
    assert done == ["what was begun"]


def test_it_is_not_lost_where_python_drops_exceptions() -> None:
    class Freed:
        __del__ = staticmethod(press)

    def work(interruption: Interruption) -> None:
        freed = Freed()
        del freed
        interruption.sleep(30)

    with pytest.raises(KeyboardInterrupt), Interruption() as interruption:
        work(interruption)


def test_it_ends_a_sleep_at_once() -> None:
    began = time.monotonic()
    before = signal.signal(signal.SIGALRM, lambda *_: press())

    def work(interruption: Interruption) -> None:
        interruption.sleep(0)
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        interruption.sleep(30)

    try:
        with pytest.raises(KeyboardInterrupt), Interruption() as interruption:
            work(interruption)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - began < 15


def test_pressed_twice_it_ends_the_work_wherever_it_is() -> None:
    with Interruption():
        press()
        with pytest.raises(KeyboardInterrupt):
            press()


def test_afterwards_it_is_taken_as_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interruption():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before
