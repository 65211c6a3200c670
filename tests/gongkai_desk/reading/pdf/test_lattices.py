"""Rules become lattices."""

from itertools import permutations

import pytest

from gongkai_desk.reading.pdf.lattices import joined_rules
from gongkai_desk.reading.pdf.plain import Rule

LEFT, RIGHT, NEXT = (Rule(True, 100.1, 70, 104), Rule(True, 100.0, 175, 300), Rule(True, 100.2, 303, 525))


@pytest.mark.parametrize("order", list(permutations((LEFT, RIGHT, NEXT))))
def test_the_gap_that_a_merged_cell_leaves_in_a_rule_stays_open(order):
    flat, _ = joined_rules(Rule(True, 100 + n / 10, *rule[2:]) for n, rule in enumerate(order))
    assert [(rule.start, rule.end) for rule in flat] == [(70, 104), (175, 525)]
