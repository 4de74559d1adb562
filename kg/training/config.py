"""The two half pipelines and how they are trained, as values read from ``recipes.toml``."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.util import load_model_from_config

from ..errors import ModelError

__all__ = ["KINDS", "Recipe", "kind_of", "load_recipe", "new_pipeline"]

KINDS = ("syntax", "names")
RECIPES = Path(__file__).parent / "recipes.toml"
_FEATURES = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY"]
_LISTENERS = ("tagger", "morphologizer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Size of a half pipeline, length and pace of its training.

    ``rows`` are the sizes of the hashed embedding tables of norm, prefix, suffix, shape and following blank.
    ``vectors`` is how many columns of word vectors are looked up, ``silver`` how many of the teachers' words
    are learnt beside each of gold, ``plan`` which of theirs, ``start`` the recipe whose result is taught further.
    """

    width: int
    depth: int
    hidden: int
    rows: tuple[int, ...]
    words: int
    batch: int
    learn_rate: float
    dropout: float
    seed: int
    vectors: int = 0
    silver: float = 0.0
    plan: str = ""
    start: str = ""


def load_recipe(name: str, path: Path = RECIPES) -> Recipe:
    """Return a recipe; its name begins with the kind, ``syntax`` or ``names``."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    if kind_of(name) not in KINDS or name not in tables:
        known = sorted(table for table in tables if kind_of(table) in KINDS)
        raise ModelError(f"{path}: no recipe '{name}'; there are {', '.join(known)}")
    table = tables[name]
    return Recipe(**{**table, "rows": tuple(table["rows"])})


def kind_of(name: str) -> str:
    """Return what a recipe is for.

    >>> kind_of("names-many")
    'names'
    """
    return name.partition("-")[0]


def new_pipeline(kind: str, recipe: Recipe) -> Language:
    """Return the untrained half pipeline of a recipe, labels and weights not yet initialised."""
    components = _syntax(recipe) if kind == "syntax" else _names(recipe)
    config = {
        "nlp": {"lang": "en", "pipeline": list(components), "batch_size": 256},
        "components": components,
    }
    return load_model_from_config(config, auto_fill=True)


def _syntax(recipe: Recipe) -> dict[str, object]:
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": recipe.width, "upstream": "*"}
    components: dict[str, object] = {"tok2vec": {"factory": "tok2vec", "model": _encoder(recipe)}}
    for name in _LISTENERS:
        model = {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": listener}
        components[name] = {"factory": name, "model": model}
    components["parser"] = {
        "factory": "parser",
        "min_action_freq": 20,
        "model": _transitions("parser", recipe, listener),
    }
    return components


def _names(recipe: Recipe) -> dict[str, object]:
    return {"ner": {"factory": "ner", "model": _transitions("ner", recipe, _encoder(recipe))}}


def _encoder(recipe: Recipe) -> dict[str, object]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": recipe.width,
            "attrs": _FEATURES,
            "rows": list(recipe.rows),
            "include_static_vectors": recipe.vectors > 0,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": recipe.width,
            "depth": recipe.depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _transitions(state: str, recipe: Recipe, encoder: dict[str, object]) -> dict[str, object]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state,
        "extra_state_tokens": False,
        "hidden_width": recipe.hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": encoder,
    }
