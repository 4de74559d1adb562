import pytest

from kg.ingestion import read_bytes

from .fuzzing import make, mutations, silent_losses


@pytest.fixture(autouse=True)
def needs_trafilatura() -> None:
    pytest.importorskip("trafilatura", reason="only the extra reads pages: kg[html]", exc_type=ImportError)


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_nothing_is_lost_in_silence(first: int) -> None:
    for seed in range(first, first + 20):
        assert not silent_losses(make(seed)), seed


def test_damage_is_survived() -> None:
    for seed in range(10):
        for made in mutations(make(seed), seed, 5):
            for reading in read_bytes(made.data, "a" + made.suffix, made.suffix):
                assert reading.source
