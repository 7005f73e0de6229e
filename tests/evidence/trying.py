"""How many random examples a property is tried on; ``CLAIMPACK_FUZZ_EXAMPLES=2000`` tries 2,000 instead."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

EXAMPLES = os.environ.get("CLAIMPACK_FUZZ_EXAMPLES")


def tried(times: int, *, shrunk: bool = True) -> settings:
    """The settings of a test that is tried on ``times`` examples, always the same ones.

    One that tries many rows at once and names the one that fails need not be shrunk: that would take minutes.
    """
    return settings(
        max_examples=int(EXAMPLES or times),
        derandomize=EXAMPLES is None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate, *([Phase.shrink] if shrunk else [])],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
