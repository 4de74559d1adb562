"""How ``kg/model`` was made from open data: one command a step, ``python -m kg.training STEP``.

    prepare   treebank, names and word lists > documents, lemma exceptions, token patterns
    train     documents > a trained half pipeline: ``syntax`` or ``names``, resumable
    assemble  both halves, lemmas and patterns > one loadable pipeline
    evaluate  a pipeline > scores from raw text and speed, as JSON
    card      scores of one or more pipelines > the tables of ``kg/model/CARD.md``

Not in the wheel. Nothing here reads the clock to decide anything: two runs with the same data, seed and
number of words give the same weights on the same machine, interrupted or not.
"""
