import io
import random

import pytest

from kg.errors import CorpusError
from kg.ingestion.decoding import detect_encoding


def decode(data: bytes) -> str:
    return data.decode(*detect_encoding(io.BytesIO(data)))


TEXT = "Cavusoglu’s café – “no”\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    assert decode(("The text is long enough to be one. " * 9 + TEXT).encode(encoding)).endswith(TEXT)


def test_a_byte_order_mark_of_utf8_stays_a_character() -> None:
    assert decode(b"\xef\xbb\xbfAnkara") == "\ufeffAnkara"


def test_a_damaged_byte_does_not_spoil_a_utf8_file() -> None:
    assert decode("Çavuşoğlu, Erdoğan, Şentop, Akşener ".encode() * 3 + b"\xff.").endswith("\ufffd.")


def test_another_eight_bit_encoding_is_guessed() -> None:
    text = "Министр сказал, что сделка закрыта и обсуждению не подлежит. " * 10
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x00\x00rest",
        b"text with a \x00 in it",
        random.Random(1).randbytes(4000),
        bytes(range(1, 32)) * 20,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(CorpusError, match=r"binary.*convert"):
        decode(data)


def test_what_belies_its_mark_is_refused() -> None:
    with pytest.raises(CorpusError, match=r"utf-16.*UTF-8"):
        decode(b"\xff\xfeA\x00B")
