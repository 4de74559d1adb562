import pytest

from kg.errors import CorpusError
from kg.ingestion.language import require_english

ENGLISH = "The minister said that the offer was on the table, but he would not say when it had been made or by whom."
FOREIGN = {
    "German": "Der Minister sagte am Dienstag, dass die Regierung das Angebot nicht annehmen werde, weil es zu spät "
    "gekommen sei und die Bedingungen sich nicht geändert haben.",
    "French": "Le ministre a dit mardi que le gouvernement ne va pas accepter une offre qui est arrivée trop tard et "
    "dans laquelle les conditions sont les mêmes.",
    "Spanish": "El ministro dijo el martes que el gobierno no va a aceptar una oferta que llegó muy tarde y en la que "
    "las condiciones son las mismas para los dos.",
    "Turkish": "Bakan salı günü yaptığı açıklamada hükümetin bu teklifi kabul etmeyeceğini, çünkü çok geç olduğunu ve "
    "koşulların daha önce olduğu gibi kaldığını söyledi ama bir tarih için söz vermedi.",
}


def test_english_passes() -> None:
    require_english(ENGLISH)


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_refused_by_name(language: str) -> None:
    with pytest.raises(CorpusError, match=f"reads like {language}.*translate"):
        require_english(FOREIGN[language])


def test_another_script_is_refused_even_where_it_is_short() -> None:
    with pytest.raises(CorpusError, match="another script"):
        require_english("Министр сказал, что сделка закрыта.")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(CorpusError, match="not in English"):
        require_english(
            "Ministeri sanoi tiistaina ettei hallitus hyväksy tarjousta joka tuli liian myöhään " * 3
        )


def test_a_short_text_passes() -> None:
    require_english("Erdogan, Trump, Putin")


def test_a_short_text_that_says_it_is_foreign_does_not() -> None:
    with pytest.raises(CorpusError):
        require_english("Erdogan droht Trump", "de-DE")


def test_english_wins_over_a_wrong_label() -> None:
    require_english(ENGLISH, "tr")


def test_names_in_a_foreign_language_do_not_make_a_text_foreign() -> None:
    require_english(ENGLISH + " He quoted Die Zeit, Le Monde, El País, La Repubblica and De Telegraaf.")
