"""Hashing is the same everywhere and moves as little as possible."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.model.digest import canonical, digest, rendezvous


def test_a_digest_is_fixed_for_ever():
    assert digest({"b": 1, "a": "保单"}) == digest({"a": "保单", "b": 1})
    assert canonical({"b": 1, "a": "保单"}) == '{"a":"保单","b":1}'
    assert digest("保单") == "fb5a4a67e54e7c163f2754e90d0bc3f3"


@given(st.sets(st.text(min_size=1, max_size=4), min_size=2, max_size=6), st.integers(0, 9))
def test_a_new_option_only_takes_its_own_share(options, seed):
    """Adding an option either is chosen itself or leaves the choice as it was."""
    ordered = sorted(options)
    before = rendezvous(ordered[1:], seed)
    assert rendezvous(ordered, seed) in {before, ordered[0]}
