"""``python -m kg.training STEP``: parse, call one function, print."""

import argparse
import json
import logging
import sys
from dataclasses import replace
from pathlib import Path

from ..errors import KGError

_LEMMAS = "lemmas.json"


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
    lemmas = steps.add_parser("lemmas", help="what the lemma rules get wrong in the treebanks")
    silver = steps.add_parser("silver", help="names in raw text on which two pipelines agree")
    silver.add_argument("--own", type=Path, required=True, help="the pipeline shipped so far")
    silver.add_argument("--other", required=True, help="another pipeline, with the labels of OntoNotes")
    silver.add_argument("--words", type=int, default=350_000)
    learn = steps.add_parser("learn", help="train the network; goes on where it was interrupted")
    learn.add_argument("plan", help="a table of plans.toml: base, claims")
    learn.add_argument(
        "--pipeline", type=Path, help="what parses annotated claims, for a plan that learns them"
    )
    export = steps.add_parser("export", help="write the network of a plan as ONNX")
    export.add_argument("plan")
    for step in (learn, export):
        step.add_argument("--encoder", type=Path, required=True, help="folder of the pretrained encoder")
    assemble = steps.add_parser("assemble", help="one pipeline from network, lemmas and patterns")
    assemble.add_argument("plan")
    assemble.add_argument("--out", type=Path, required=True)
    assemble.add_argument("--version", default="0.4.0")
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
    for step in (lemmas, silver, learn, evaluate):
        step.add_argument("--data", type=Path, required=True, help="folder that holds ud/, ner/ and raw/")
    for step in (lemmas, silver, learn, export, assemble):
        step.add_argument(
            "--work", type=Path, required=True, help="folder for what one step hands to the next"
        )
    return parser


def _lemmas(options: argparse.Namespace) -> None:
    import spacy

    from .files import treebank_files
    from .lemmas import learn_exceptions
    from .treebank import read_sentences

    sentences = (s for path in treebank_files(options.data, "train") for s in read_sentences(path))
    options.work.mkdir(parents=True, exist_ok=True)
    written = json.dumps(
        learn_exceptions(sentences, spacy.blank("en")), ensure_ascii=False, indent=0, sort_keys=True
    )
    (options.work / _LEMMAS).write_text(written + "\n", encoding="utf-8")


def _silver(options: argparse.Namespace) -> None:
    import spacy

    from . import silver
    from .files import treebank_files
    from .material import SILVER_NAMES, SILVER_TREES
    from .treebank import read_sentences

    own = spacy.load(options.own, exclude=["parser", "lemmatizer", "claims"])
    other = spacy.load(options.other, exclude=["parser", "tagger", "lemmatizer", "attribute_ruler"])
    ewt = next(path for path in treebank_files(options.data, "train") if "ewt" in path.name)
    silver.write_rows(silver.annotate_sentences(read_sentences(ewt), own, other), options.work / SILVER_TREES)
    reserved = silver.read_reserved(options.data.parent / "gold" / "reserved.sha256")
    texts = silver.paragraphs(options.data / "raw", options.words, reserved, seed=1)
    silver.write_rows(silver.annotate_texts(texts, own, other), options.work / SILVER_NAMES)


def _learn(options: argparse.Namespace) -> None:
    from .run import learn_plan

    learn_plan(options.plan, options.encoder, options.data, options.work, options.pipeline)


def _export(options: argparse.Namespace) -> None:
    from .export import export
    from .run import load_network

    network, _ = load_network(options.encoder, options.work / options.plan)
    export(network, options.encoder / "tokenizer.json", options.work / options.plan / "encoder")


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
    from .blocks import read_blocks, read_packs

    relations = set(load_ontology().relations)
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


def _assemble(options: argparse.Namespace) -> None:
    from .assemble import assemble, size

    exceptions = json.loads((options.work / _LEMMAS).read_text(encoding="utf-8"))
    assemble(options.work / options.plan / "encoder", exceptions, options.out, version=options.version)
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
    "lemmas": _lemmas,
    "silver": _silver,
    "learn": _learn,
    "export": _export,
    "assemble": _assemble,
    "evaluate": _evaluate,
    "card": _card,
    "agreement": _agreement,
    "packs": _packs,
    "claims": _claims,
}

if __name__ == "__main__":
    sys.exit(main())
