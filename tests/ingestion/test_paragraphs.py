from kg.ingestion.paragraphs import HEADING, join_broken, join_lines, split_lines


def joined(text: str) -> list[str]:
    return [paragraph.text for paragraph in join_broken(join_lines(split_lines(text)))]


def test_a_blank_line_ends_a_paragraph() -> None:
    assert joined("One sentence here.\n\n  Another one.  \n") == ["One sentence here.", "Another one."]


def test_a_hard_wrapped_paragraph_is_joined() -> None:
    text = (
        "The minister told reporters on his flight home that the\n"
        "government had not changed its mind about the missiles.\n"
        "He would not say when they would be switched on.\n"
        "\n"
        "A short heading\n"
        "\n"
        "The embassy declined to comment on the remarks of the\n"
        "Turkish minister.\n"
    )
    assert len(joined(text)) == 3
    assert joined(text)[0].startswith(
        "The minister told reporters on his flight home that the government had"
    )
    assert joined(text)[0].endswith("switched on.")


def test_a_page_with_one_paragraph_a_line_stays_so() -> None:
    first = (
        "The minister told reporters on his flight home that nothing had changed, and that nothing would. "
        * 2
    )
    assert joined(f"{first.strip()}\nWhy now?\nThe embassy said nothing.") == [
        first.strip(),
        "Why now?",
        "The embassy said nothing.",
    ]


def test_a_line_that_goes_on_in_lower_case_is_joined_on_any_page() -> None:
    long = "The minister met the " + "very important " * 12 + "ambassador of the\n"
    assert len(joined(long + "United Kingdom.\n" + long + "neighbouring country.")) == 3


def test_items_of_a_list_stay_apart() -> None:
    assert joined("He asked for:\n- radars\n- launchers") == ["He asked for:", "- radars", "- launchers"]


def test_a_marked_heading_stands_alone() -> None:
    lines = split_lines(f"before the\n{HEADING}Heading\nafter it")
    assert [(line.text, line.heading, line.gap) for line in lines] == [
        ("before the", False, True),
        ("Heading", True, True),
        ("after it", False, True),
    ]
