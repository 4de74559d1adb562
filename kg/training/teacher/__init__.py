"""The teacher: as strong a parser and name recogniser as the open data allows, whatever it costs to run.

It reads gold sentences, learns, and annotates raw text for the student that is shipped; it is never shipped itself.
Needs ``torch`` and ``gensim`` (``pip install torch gensim``), which nothing else of kg does.
"""
