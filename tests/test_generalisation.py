"""The maths of lesson 09, what its explorers and pictures compute, and what its exercises tell apart."""

import numpy as np
import pytest

from dlcourse.exercises import examine, find


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("n", "shares"), [(10, (0.2, 0.2)), (11, (0.25, 0.15)), (1, (0.2, 0.2)), (9, (0.3, 0.0))])
def test_the_three_sets_hold_every_index_once(n, shares, seed):
    split = find("three_way_split").reference["three_way_split"]
    sets = split(n, *shares, np.random.default_rng(seed))
    assert sorted(np.concatenate(sets)) == list(range(n))
    assert [len(part) for part in sets[1:]] == [round(n * share) for share in shares]


def test_a_split_that_leaves_one_example_on_both_sides_is_told_which():
    def three_way_split(n, validation, test, rng):
        order = rng.permutation(n)
        a, b = n - round(n * validation) - round(n * test), round(n * test)
        return order[:a], order[a - 1 : n - b], order[n - b :]

    card = str(examine(find("three_way_split"), {"three_way_split": three_way_split}, find))
    assert "is in the training set and in the validation set" in card
