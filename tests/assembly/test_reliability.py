from pathlib import Path

import pytest

from kg.assembly.reliability import load_reliability, outlet_of, weakest
from kg.errors import KGError


def load(folder: Path, text: str) -> dict[str, int]:
    file = folder / "sources.toml"
    file.write_text(text, encoding="utf-8")
    return load_reliability(file)


def test_letters_and_thousandths_are_read_under_any_name_of_the_outlet(tmp_path: Path) -> None:
    rated = load(tmp_path, '# ours\nAFP = "b"\n"Daily Rumour" = 350\nTASS = "F"\n')
    assert rated == {"agence france-presse": 850, "daily rumour": 350, "tass": 1000}


def test_a_chain_is_as_reliable_as_its_weakest_outlet(tmp_path: Path) -> None:
    rated = load(tmp_path, 'AFP = "B"\n"Daily Rumour" = 350\n')
    assert weakest(["Agence France-Presse"], rated) == 850
    assert weakest(["AFP", "DAILY RUMOUR", "Nobody"], rated) == 350
    assert weakest(["Nobody"], rated) == weakest([], rated) == 1000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Reuters = A\n", "no TOML"),
        (
            'Reuters = "G"\n',
            r"'Reuters' is rated 'G'; write a letter from A to F or thousandths from 0 to 1000",
        ),
        ("Reuters = 1001\n", "is rated 1001"),
        ("Reuters = -1\n", "is rated -1"),
        ("Reuters = true\n", "is rated True"),
        ("Reuters = 0.5\n", "is rated 0.5"),
        ('AFP = "A"\n"Agence France-Presse" = "B"\n', "rated twice"),
    ],
)
def test_what_is_no_rating_is_said_with_the_file_and_the_remedy(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(KGError, match=message) as raised:
        load(tmp_path, text)
    assert "sources.toml" in str(raised.value)


def test_only_outlets_are_outlets() -> None:
    assert outlet_of("reuters news agency") == outlet_of("Reuters") == "Reuters"
    assert outlet_of("Mevlut Cavusoglu") is None
