"""Questions in English: read by kg's own reader into a claim with a gap, asked of the store, answered with sentences."""

from .answers import Answers, ask
from .patterns import read_question
from .printing import answers_json, answers_text
from .values import Ask, End, Pattern

__all__ = ["Answers", "Ask", "End", "Pattern", "answers_json", "answers_text", "ask", "read_question"]
