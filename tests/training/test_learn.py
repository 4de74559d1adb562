"""The network learns, goes on where it was interrupted, and is exported as it was learnt. Needs torch."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training: pip install 'kg[training]'")
pytest.importorskip("transformers", reason="training: pip install 'kg[training]'")

from kg.parsing.pieces import Pieces
from kg.resources import model_dir
from kg.training.claim_lessons import ClaimLesson, Target
from kg.training.learn import Batch, Material, Plan, collect_labels, learn
from kg.training.links import LinkBatch, distance_class, links_loss
from kg.training.mentions import Asked, MentionOf
from kg.training.names import Pools, Row
from kg.training.network import Labels, Network, crf_loss, threshold_loss
from kg.training.windows import Window

from .tiny import SENTENCES

VOCABULARY = model_dir() / "encoder" / "pieces.json"


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(1)
    config = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def material() -> Material:
    rows = [Row(source="t", tokens=("Oslo", "waits"), spaces=(True, False), tags=("B-GPE", "O"))] * 6
    return Material(
        trees={"tiny": SENTENCES},
        rows={"rows": rows},
        tags={},
        pools=Pools(("A",), ("B",), (("C",),), (("Rome",),)),
    )


def weights(network: Network) -> dict[str, np.ndarray]:
    return {name: tensor.detach().numpy().copy() for name, tensor in network.state_dict().items()}


def trained(encoder: Path, material: Material, out: Path, plan: Plan) -> Network:
    torch.manual_seed(7)
    network = Network(encoder, collect_labels(material))
    learn(network, Pieces(VOCABULARY), material, plan, out)
    return network


def test_an_interrupted_run_ends_where_a_whole_one_does(
    encoder: Path, material: Material, tmp_path: Path
) -> None:
    plan = Plan(pieces=2000, batch=200, every=600)
    whole = weights(trained(encoder, material, tmp_path / "whole", plan))
    first = tmp_path / "cut"
    trained(encoder, material, first, plan)
    assert (first / "checkpoint.pt").is_file()
    (first / "weights.pt").unlink()
    again = weights(trained(encoder, material, first, plan))  # from the last checkpoint
    assert all(np.array_equal(whole[name], again[name]) for name in whole)


def test_another_plan_is_refused(encoder: Path, material: Material, tmp_path: Path) -> None:
    from kg.errors import ModelError

    trained(encoder, material, tmp_path, Plan(pieces=800, batch=200, every=300))
    with pytest.raises(ModelError, match="another plan"):
        trained(encoder, material, tmp_path, Plan(pieces=900, batch=200, every=300))


def test_what_is_exported_scores_as_what_was_learnt(
    encoder: Path, material: Material, tmp_path: Path
) -> None:
    pytest.importorskip("onnx", reason="only training writes networks: pip install 'kg[training]'")
    from kg.parsing import Encoder
    from kg.training.export import export

    network = trained(encoder, material, tmp_path / "w", Plan(pieces=3000, batch=200, head_rate=0.01))
    export(network, VOCABULARY, tmp_path / "e", eight_bits=False)
    reader = Encoder(tmp_path / "e")
    words = list(SENTENCES[0].words)
    found = reader.read(words, [0] * len(words), [])
    pieces = Pieces(VOCABULARY)
    batch = Batch([Window(words=words, paragraphs=[0])], pieces, network.labels)
    with torch.inference_mode():
        scores = network.eval()(batch.pieces, batch.cases, batch.places, batch.mask)
    assert found.upos == scores.upos[0].argmax(-1).tolist()
    assert json.loads((tmp_path / "e" / "labels.json").read_text())["upos"] == list(network.labels.upos)


def test_the_crf_sums_over_what_is_not_known() -> None:
    emissions, steps = torch.randn(1, 3, 3), torch.randn(3, 3)
    free = torch.ones(1, 3, 3, dtype=torch.bool)
    assert float(crf_loss(emissions, steps, free, torch.tensor([3]))) == pytest.approx(0, abs=1e-5)
    fixed = free.clone()
    fixed[0, 1] = torch.tensor([True, False, False])
    assert float(crf_loss(emissions, steps, fixed, torch.tensor([3]))) > 0


def test_the_threshold_lies_between_what_is_wanted_and_the_rest() -> None:
    wanted = torch.tensor([[False, True, False]])
    good, bad = torch.tensor([[0.0, 9.0, -9.0]]), torch.tensor([[0.0, -9.0, 9.0]])
    assert float(threshold_loss(good, wanted)) < 0.01 < float(threshold_loss(bad, wanted))


def test_the_pairs_of_a_batch_are_those_of_its_sentences(encoder: Path, material: Material) -> None:
    sentence = SENTENCES[0]
    pairs = np.array([[0, 2, 1, 0, 2, 1, 1, 1], [2, 0, 1, 2, 0, 1, 1, 0]])
    lesson = ClaimLesson(
        sentence,
        ("O",) * len(sentence.words),
        (0,) * len(sentence.words),
        pairs,
        (Target(0, 2, "buys", True, 0, 1),),
    )
    labels: Labels = collect_labels(material)._replace(claims=("buys", "sells"))
    window = Window()
    window.add_sentence(SENTENCES[1], _plain(), None)
    window.add_sentence(sentence, _plain(), None)
    batch = Batch([window], Pieces(VOCABULARY), labels, {sentence.id: lesson}).claims
    shift = len(SENTENCES[1].words)
    assert batch.rows.tolist() == [[0, shift, shift + 2, shift + 1], [0, shift + 2, shift, shift + 1]]
    assert batch.wanted.tolist() == [[False, True, False], [False, False, False]]
    assert batch.manner.tolist() == [[0, 1, 0]]


def test_claims_alone_change_their_branch_and_nothing_else(
    encoder: Path, material: Material, tmp_path: Path
) -> None:
    sentence = SENTENCES[0]
    size = len(sentence.words)
    pairs = np.array([[0, 2, 1, 0, 2, 1, 1, 1], [2, 0, 1, 2, 0, 1, 1, 0]])
    lesson = ClaimLesson(sentence, ("O",) * size, (0,) * size, pairs, (Target(0, 2, "buys", False, 0, 1),))
    labels = collect_labels(material)._replace(claims=("buys", "sells"))
    torch.manual_seed(7)
    network = Network(encoder, labels)
    before = weights(network)
    taught = material.with_lessons({sentence.id: lesson})
    learn(
        network,
        Pieces(VOCABULARY),
        taught,
        Plan(pieces=900, batch=60, head_rate=0.01, claims_alone=True),
        tmp_path,
    )
    changed = {
        name.split(".")[0]
        for name, held in weights(network).items()
        if not np.array_equal(held, before[name])
    }
    assert changed == {"branch", "ends", "triggers", "pairs"}


def _plain():
    from kg.training.convert import PLAIN

    return PLAIN


def test_a_mention_learns_from_any_member_of_its_chain() -> None:
    window = Window(
        words=["Ana", "saw", "Bo", ".", "She", "left"],
        paragraphs=[0],
        mentions=[
            MentionOf(0, "a"),
            MentionOf(2, "b"),
            MentionOf(4, "a", Asked.GIVEN),
            MentionOf(5, "c", Asked.GIVEN),
        ],
    )
    links = LinkBatch([window])
    assert links.rows.tolist() == [[0, 4]]  # what takes up something outside the window teaches nothing
    assert links.candidates.tolist() == [[0, 2]]
    assert links.right.tolist() == [[False, True, False]]


def test_mentions_with_nothing_before_them_teach_that_they_are_new(encoder: Path, material: Material) -> None:
    network = Network(encoder, collect_labels(material))
    links = LinkBatch([Window(words=["The", "man"], mentions=[MentionOf(1, "a", Asked.NEW)])])
    assert links.candidates.shape == (1, 0)
    assert links_loss(network, torch.zeros(1, 2, 32), links).item() == 0.0


def test_distances_are_told_in_doubling_classes() -> None:
    assert distance_class(torch.tensor([1, 2, 3, 4, 5, 900])).tolist() == [0, 1, 2, 2, 3, 8]
