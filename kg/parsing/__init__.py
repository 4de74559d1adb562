"""The shipped parser: one encoder with several heads, as components of a spaCy pipeline."""

from __future__ import annotations

from .components import EncoderPipe
from .encoder import Analysis, Encoder

__all__ = ["Analysis", "Encoder", "EncoderPipe"]
