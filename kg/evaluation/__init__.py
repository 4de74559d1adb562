"""How good the reading is: gold, scorers and the table that ``kg eval`` prints. Floors stand in tests/gold/floors.toml."""

from .claims import ArticleScores, EventScores, Score, score_articles, score_events
from .gold import read_events, read_segments, read_speech, read_times
from .measure import Line, Measured, evaluate, open_parts, scores_text
from .speech import SpeechScores, answer_speech, score_attribution, score_speech

__all__ = [
    "ArticleScores",
    "EventScores",
    "Line",
    "Measured",
    "Score",
    "SpeechScores",
    "answer_speech",
    "evaluate",
    "open_parts",
    "read_events",
    "read_segments",
    "read_speech",
    "read_times",
    "score_articles",
    "score_attribution",
    "score_events",
    "score_speech",
    "scores_text",
]
