"""The incomplete beta function, held against scipy's."""

from __future__ import annotations

import itertools

import pytest
from claimpack.evidence.betafunction import incomplete_beta
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc
from scipy.stats import beta

from tests.evidence.trying import tried


@tried(100)
@given(st.floats(0.5, 1e5), st.floats(0.5, 1e5), st.floats(0, 1))
def test_is_that_of_scipy(a: float, b: float, x: float) -> None:
    assert incomplete_beta(x, a, b) == pytest.approx(betainc(a, b, x), rel=1e-7, abs=1e-12)


def test_the_shares_below_quantiles() -> None:
    for a, b in itertools.product((0.5, 1, 3, 40, 2_000), repeat=2):
        for share in (0.001, 0.025, 0.5, 0.975):
            assert incomplete_beta(beta.ppf(share, a, b), a, b) == pytest.approx(share, rel=1e-8)
    assert (incomplete_beta(0, 2, 3), incomplete_beta(1, 2, 3)) == (0, 1)
