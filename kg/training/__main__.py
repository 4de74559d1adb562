"""``python -m kg.training STEP``: parse, call one function, print."""

import argparse
import json
import logging
import sys
from dataclasses import replace
from pathlib import Path

from ..errors import KGError

_WORDS = "words.npz"


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
    vectors = steps.add_parser("vectors", help="word vectors from raw text, for teacher and student")
    teach = steps.add_parser("teach", help="teach a teacher; goes on where it was interrupted")
    teach.add_argument("kind", choices=("syntax", "names"))
    teach.add_argument("--seed", type=int, default=1, help="each seed is another member of the ensemble")
    examine = steps.add_parser("examine", help="score all teachers of a kind together, their sentences given")
    examine.add_argument("kind", choices=("syntax", "names"))
    silver = steps.add_parser("silver", help="raw text annotated by all teachers of a kind together")
    silver.add_argument("plan", help="a table of recipes.toml after silver.: syntax, names")
    train = steps.add_parser("train", help="train half a pipeline; goes on where it was interrupted")
    train.add_argument("recipe", help="a table of recipes.toml: syntax, names-many, ...")
    train.add_argument("--every", type=int, default=200_000, metavar="WORDS", help="between two checkpoints")
    assemble = steps.add_parser("assemble", help="one pipeline from both halves")
    assemble.add_argument("--syntax", default="syntax-more", metavar="RECIPE")
    assemble.add_argument("--names", default="names-other", metavar="RECIPE")
    assemble.add_argument("--out", type=Path, required=True)
    assemble.add_argument("--version", default="0.3.0")
    evaluate = steps.add_parser("evaluate", help="score a pipeline from raw text")
    evaluate.add_argument("model", type=Path)
    evaluate.add_argument("--out", type=Path, help="write the scores as JSON")
    card = steps.add_parser("card", help="tables of scores for CARD.md")
    card.add_argument("scores", type=Path, nargs="+", help="JSON files that evaluate wrote")
    card.add_argument("--into", type=Path, help="replace the tables in this card")
    for step in (prepare, vectors, teach, examine, silver, train, evaluate):
        step.add_argument("--data", type=Path, required=True, help="folder that holds ud/, ner/ and raw/")
    for step in (prepare, vectors, teach, examine, silver, train, assemble):
        step.add_argument(
            "--work", type=Path, required=True, help="folder for what one step hands to the next"
        )
    return parser


def _prepare(options: argparse.Namespace) -> None:
    from .prepare import prepare

    for name, count in prepare(options.data, options.work).items():
        print(f"{name}\t{count}")


def _vectors(options: argparse.Namespace) -> None:
    from .teacher.distribution import train_floret, train_words, write_tokens
    from .vectors import FLORET

    options.work.mkdir(parents=True, exist_ok=True)
    tokens = options.work / "tokens.txt"
    print(f"tokens\t{write_tokens(options.data / 'raw', tokens)}")
    train_words(tokens, options.work / _WORDS)
    train_floret(tokens, options.work / FLORET)


def _teach(options: argparse.Namespace) -> None:
    from .teacher.learn import load_recipe
    from .teacher.teach import teach

    vectors, out = options.work / _WORDS, options.work / "teacher" / f"{options.kind}-{options.seed}"
    recipe = replace(load_recipe(options.kind), seed=options.seed)
    teach(options.kind, recipe, options.data, vectors, out)


def _examine(options: argparse.Namespace) -> None:
    from .teacher.teach import examine, load_ensemble

    teachers = load_ensemble(options.kind, options.work / "teacher")
    print(f"teachers\t{len(teachers)}")
    for name, figure in examine(options.kind, teachers, options.data).items():
        print(f"{name}\t{figure * 100:.2f}")


def _silver(options: argparse.Namespace) -> None:
    from .config import kind_of
    from .teacher.silver import annotate_names, annotate_trees, load_plan, raw_sentences
    from .teacher.teach import load_ensemble

    plan, kind = load_plan(options.plan), kind_of(options.plan)
    annotate = annotate_trees if kind == "syntax" else annotate_names
    sentences = raw_sentences(options.data / "raw", plan.thousands)
    out = options.work / "silver" / options.plan
    annotate(load_ensemble(kind, options.work / "teacher"), sentences, out, least=plan.least)


def _train(options: argparse.Namespace) -> None:
    from .config import load_recipe
    from .train import train

    train(options.recipe, load_recipe(options.recipe), options.data, options.work, every=options.every)


def _assemble(options: argparse.Namespace) -> None:
    from .assemble import assemble, size
    from .prepare import LEMMAS

    exceptions = json.loads((options.work / LEMMAS).read_text(encoding="utf-8"))
    syntax, names = (options.work / recipe / "pipeline" for recipe in (options.syntax, options.names))
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
    "vectors": _vectors,
    "teach": _teach,
    "examine": _examine,
    "silver": _silver,
    "train": _train,
    "assemble": _assemble,
    "evaluate": _evaluate,
    "card": _card,
}

if __name__ == "__main__":
    sys.exit(main())
