"""Small corpora for tests of updates: documents that share actors, contradict and copy each other."""

from __future__ import annotations

from pathlib import Path

HEADS = "---\ntitle: {title}\ndate: {date}\nsource: {source}\n---\n\n"
WIRE = (
    "Russia delivered missiles to Turkey on Friday, two officials said. The United States threatened Turkey with "
    "sanctions over the purchase. The systems will be kept in a depot north of the capital until the spring. "
    "President Recep Tayyip Erdogan said Turkey would not cancel the contract with Russia."
)
TEXTS = {
    "wire.txt": ("Delivery", "2019-07-12", "Harbour Times", WIRE),
    "copy.txt": ("Delivery again", "2019-07-13", "Plains Herald", WIRE + " So much is known."),
    "denial.txt": (
        "A denial",
        "2019-07-14",
        "Neva Dispatch",
        (
            "Erdogan visited Russia on Monday. Cavusoglu denied that Turkey was negotiating with Russia over the Su-35. "
            "Turkey did not buy missiles from Russia, an official said."
        ),
    ),
    "talks.txt": (
        "Talks",
        "2019-10-01",
        "Bosphorus Wire",
        (
            "Turkey is negotiating with Russia over the Su-35, President Recep Tayyip Erdogan said on Tuesday. "
            "Foreign Minister Mevlut Cavusoglu met Sergei Lavrov in Moscow."
        ),
    ),
    "namesake.txt": (
        "A namesake",
        "2019-10-02",
        "Delta Courier",
        "Bilal Erdogan visited Iran on Wednesday. Iran accused Israel of an attack. Israel condemned Iran.",
    ),
    "delivery.txt": (
        "The next delivery",
        "2019-10-03",
        "Harbour Times",
        "Russia delivered missiles to Turkey on Thursday. The United States imposed sanctions on Turkey.",
    ),
}


def write(folder: Path, *names: str) -> Path:
    """Write some of the documents, all if none is named."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or TEXTS:
        title, date, source, text = TEXTS[name]
        head = HEADS.format(title=title, date=date, source=source)
        (folder / name).write_text(f"{head}{text}\n", encoding="utf-8")
    return folder
