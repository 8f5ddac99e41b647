"""What the linter proves about conditions is true: compared with trying every value."""

import ast

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.packs.logic import alternatives, caught, never

NAMES = ("anger", "trust", "turn")
NUMBERS = (0, 1, 40, 50, 60, 99, 100)
atoms = st.one_of(
    st.tuples(
        st.sampled_from(NAMES), st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), st.sampled_from(NUMBERS)
    ).map(lambda parts: f"{parts[0]} {parts[1]} {parts[2]}"),
    st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NAMES), st.sampled_from(NUMBERS)).map(
        lambda parts: f"{parts[0]} <= {parts[1]} < {parts[2]}"
    ),
    st.sampled_from(["settled_all", "fact('x')", "True", "False"]),
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) and ({two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) or ({two[1]})"),
        inner.map(lambda one: f"not ({one})"),
    ),
    max_leaves=5,
)
WORLDS = [
    {"anger": anger, "trust": trust, "turn": turn, "settled_all": settled, "fact": lambda _name, told=told: told}
    for anger in NUMBERS
    for trust in NUMBERS
    for turn in (0, 1, 41, 200)
    for settled in (True, False)
    for told in (True, False)
]


def holds(source: str, world: dict[str, object]) -> bool:
    return bool(eval(source, {"__builtins__": {}}, world))


def tree(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


@settings(deadline=None)
@given(conditions)
def test_what_never_holds_holds_in_no_world(source):
    if never(tree(source)):
        assert not any(holds(source, world) for world in WORLDS)


@settings(deadline=None)
@given(conditions, st.lists(conditions, min_size=1, max_size=2))
def test_what_is_caught_is_caught_in_every_world(later, earlier):
    if caught(tree(later), [tree(one) for one in earlier]):
        for world in WORLDS:
            assert not holds(later, world) or any(holds(one, world) for one in earlier)


def test_it_sees_what_an_author_gets_wrong():
    assert never(tree("anger > 100"))
    assert never(tree("trust < 0 or anger >= 50 and anger < 40"))
    assert never(tree("fact('x') and not fact('x')"))
    assert never(tree("not (anger <= 100)"))
    assert not never(tree("anger > 40 and anger < 60"))
    assert caught(tree("settled_all and trust >= 60"), [tree("settled_all and trust >= 50")])
    assert caught(tree("anger > 10"), [tree("True")])
    assert caught(tree("anger < 60"), [tree("anger <= 100")])
    assert not caught(tree("settled_all and trust >= 40"), [tree("settled_all and trust >= 50")])
    assert not caught(tree("anger > 10"), [tree("settled_all")])


def test_a_condition_with_too_many_alternatives_proves_nothing():
    wide = " and ".join(f"(anger == {at} or trust == {at})" for at in range(8))
    assert alternatives(tree(wide)) is None
    assert not never(tree(wide))
