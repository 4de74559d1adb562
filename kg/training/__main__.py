"""``python -m kg.training STEP``: parse, call one function, print."""

import argparse
import json
import logging
import sys
from pathlib import Path

from ..errors import KGError


def main(arguments: list[str] | None = None) -> int:
    """Run one step and return the exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        _STEPS[options.step](options)
    except KGError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kg.training", description="How kg/model was made.")
    steps = parser.add_subparsers(dest="step", required=True)
    prepare = steps.add_parser("prepare", help="documents and lemma exceptions from the data")
    train = steps.add_parser("train", help="train half a pipeline; goes on where it was interrupted")
    train.add_argument("kind", choices=("syntax", "names"))
    train.add_argument("--every", type=int, default=200_000, metavar="WORDS", help="between two checkpoints")
    assemble = steps.add_parser("assemble", help="one pipeline from both halves")
    assemble.add_argument("--out", type=Path, required=True)
    assemble.add_argument("--version", default="0.2.0")
    evaluate = steps.add_parser("evaluate", help="score a pipeline from raw text")
    evaluate.add_argument("model", type=Path)
    evaluate.add_argument("--out", type=Path, help="write the scores as JSON")
    card = steps.add_parser("card", help="tables of scores for CARD.md")
    card.add_argument("scores", type=Path, nargs="+", help="JSON files that evaluate wrote")
    card.add_argument("--into", type=Path, help="replace the tables in this card")
    for step in (prepare, train, evaluate):
        step.add_argument("--data", type=Path, required=True, help="folder that holds ud/ and ner/")
    for step in (prepare, train, assemble):
        step.add_argument(
            "--work", type=Path, required=True, help="folder for what one step hands to the next"
        )
    return parser


def _prepare(options: argparse.Namespace) -> None:
    from .prepare import prepare

    for name, count in prepare(options.data, options.work).items():
        print(f"{name}\t{count}")


def _train(options: argparse.Namespace) -> None:
    from .config import load_recipe
    from .train import train

    train(
        options.kind,
        load_recipe(options.kind),
        options.data,
        options.work / options.kind,
        every=options.every,
    )


def _assemble(options: argparse.Namespace) -> None:
    from .assemble import assemble, size
    from .prepare import LEMMAS

    exceptions = json.loads((options.work / LEMMAS).read_text(encoding="utf-8"))
    syntax, names = (options.work / kind / "pipeline" for kind in ("syntax", "names"))
    assemble(syntax, names, exceptions, options.out, version=options.version)
    print(f"{options.out}\t{size(options.out):.1f} MB")


def _evaluate(options: argparse.Namespace) -> None:
    import spacy

    from .assemble import size
    from .evaluate import evaluate, save, table

    evaluation = evaluate(spacy.load(options.model), options.data, size=size(options.model))
    print("\n".join(table(evaluation)))
    if options.out:
        save(evaluation, options.out)


def _card(options: argparse.Namespace) -> None:
    from .card import insert, tables

    lines = list(tables(options.scores))
    if options.into:
        insert(lines, options.into)
    else:
        print("\n".join(lines))


_STEPS = {
    "prepare": _prepare,
    "train": _train,
    "assemble": _assemble,
    "evaluate": _evaluate,
    "card": _card,
}

if __name__ == "__main__":
    sys.exit(main())
