from itertools import pairwise, product

import numpy as np

from kg.parsing.names import best_tags


def test_the_path_is_the_best_of_all():
    rng = np.random.default_rng(1)
    for _ in range(50):
        emissions = rng.normal(size=(rng.integers(1, 5), 3)).astype(np.float32)
        transitions = rng.normal(size=(3, 3)).astype(np.float32)

        def score(path, emissions=emissions, transitions=transitions):
            steps = sum(transitions[a, b] for a, b in pairwise(path))
            return steps + sum(emissions[place, tag] for place, tag in enumerate(path))

        best = max(product(range(3), repeat=len(emissions)), key=score)
        assert best_tags(emissions, transitions) == list(best)


def test_nothing_gives_nothing():
    assert best_tags(np.zeros((0, 3), dtype=np.float32), np.zeros((3, 3), dtype=np.float32)) == []


def test_what_is_forbidden_is_not_chosen():
    emissions = np.array([[5, 0, 0], [0, 0, 5]], dtype=np.float32)  # O, then I without B
    transitions = np.zeros((3, 3), dtype=np.float32)
    transitions[0, 2] = -1e4
    assert best_tags(emissions, transitions) in ([0, 0], [0, 1], [1, 2])
