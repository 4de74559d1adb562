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
    packs = steps.add_parser("packs", help="documents to be annotated with claims, as packs of sentences")
    packs.add_argument(
        "--taken", type=Path, required=True, help="table of the articles that are gold already"
    )
    packs.add_argument("--number", type=int, default=100)
    claims = steps.add_parser(
        "claims", help="check blocks of annotated claims, and write them without the text"
    )
    claims.add_argument("blocks", type=Path, nargs="+")
    claims.add_argument("--packs", type=Path, required=True, help="folder that the step packs wrote")
    claims.add_argument("--name", help="the annotator; the file to write is NAME.jsonl")
    agreement = steps.add_parser("agreement", help="how far two annotations of the same documents agree")
    agreement.add_argument("first", type=Path, help="file or folder of claims")
    agreement.add_argument("second", type=Path)
    for step in (packs, claims, agreement):
        step.add_argument("--shared", type=Path, required=True, help="folder that holds data/raw/ and gold/")
        step.add_argument("--out", type=Path, help="folder to write into")
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


def _packs(options: argparse.Namespace) -> None:
    import csv

    from ..nlp import load_model
    from .packs import choose, write_packs

    with options.taken.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        taken = {row["sha256"] for row in rows}
    chosen = choose(options.shared, taken)
    print(f"sentences\t{write_packs(chosen, options.out, options.number, load_model(), options.shared)}")


def _claims(options: argparse.Namespace) -> None:
    from ..ontology import load_ontology
    from .annotation import write
    from .blocks import PENDING, read_blocks, read_packs

    relations = {*load_ontology().relations, *PENDING}
    sources = read_packs(sorted(options.packs.glob("pack_*.txt")))
    found, wrong = [], 0
    for file in options.blocks:
        documents, faults = read_blocks(file, relations, sources)
        for line, reason in faults:
            print(f"{file}:{line}: {reason}")
        found += documents
        wrong += len(faults)
    sentences = [sentence for document in found for sentence in document.sentences]
    count = sum(len(sentence.claims) for sentence in sentences)
    print(f"documents\t{len(found)}\nsentences\t{len(sentences)}\nclaims\t{count}")
    if wrong:
        raise KGError(f"{wrong} faults; mend them, then they are written")
    if options.out:
        named = (replace(document, annotator=options.name) for document in found)
        write(
            sorted(named, key=lambda document: document.id),
            options.out / f"{options.name}.jsonl",
            options.shared,
        )


def _agreement(options: argparse.Namespace) -> None:
    from .agreement import compare
    from .annotation import load

    first = list(load(options.first, options.shared))
    second = list(load(options.second, options.shared))
    for name, documents in (("all", second), ("test", [document for document in second if document.test])):
        counts = compare(first, documents)
        print(f"{name}\tsentences {counts.sentences}\tclaims {counts.one} and {counts.other}", end="")
        for what in ("ends", "relation", "manner"):
            print(f"\t{what} {counts.f1(getattr(counts, what)):.3f}", end="")
        print()


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
    "packs": _packs,
    "claims": _claims,
    "agreement": _agreement,
    "assemble": _assemble,
    "evaluate": _evaluate,
    "card": _card,
}

if __name__ == "__main__":
    sys.exit(main())
