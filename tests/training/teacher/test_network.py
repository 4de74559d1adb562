"""The field sums over all taggings, and only those that are names."""

from itertools import pairwise, product

import pytest
import torch

from kg.training.teacher.network import Field

TAGS = ("O", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON")


def _whole(path: tuple[int, ...]) -> bool:
    before = "O"
    for place in path:
        tag = TAGS[place]
        if tag[0] == "I" and before[2:] != tag[2:]:
            return False
        before = tag
    return True


def _field() -> Field:
    torch.manual_seed(4)
    field = Field(TAGS)
    torch.nn.init.normal_(field.follow)
    return field


def _weights(field: Field, scores: torch.Tensor, length: int) -> dict[tuple[int, ...], float]:
    return {
        path: sum(scores[at, tag].item() for at, tag in enumerate(path))
        + sum(field.follow[a, b].item() for a, b in pairwise(path))
        for path in product(range(len(TAGS)), repeat=length)
        if _whole(path)
    }


@pytest.mark.parametrize("lengths", [(3, 1), (2, 3)])
def test_total_and_best_are_those_of_all_taggings(lengths: tuple[int, int]) -> None:
    field = _field()
    scores = torch.randn(2, 3, len(TAGS))
    totals = field.total(scores, torch.tensor(lengths))
    paths, weights = field.best(scores, torch.tensor(lengths))
    for row, length in enumerate(lengths):
        every = _weights(field, scores[row], length)
        assert totals[row].item() == pytest.approx(
            torch.tensor(list(every.values())).logsumexp(0).item(), abs=1e-4
        )
        assert tuple(paths[row]) == max(every, key=lambda path: every[path])
        assert weights[row].item() == pytest.approx(max(every.values()), abs=1e-4)


def test_a_tag_that_is_unknown_may_be_any() -> None:
    field = _field()
    scores = torch.randn(1, 3, len(TAGS))
    allowed = torch.ones(1, 3, len(TAGS), dtype=torch.bool)
    allowed[0, 1] = torch.tensor([name == "B-ORG" for name in TAGS])
    every = _weights(field, scores[0], 3)
    wanted = torch.tensor([weight for path, weight in every.items() if path[1] == 1]).logsumexp(0)
    found = field.total(scores, torch.tensor([3]), allowed)
    assert found.item() == pytest.approx(wanted.item(), abs=1e-4)
