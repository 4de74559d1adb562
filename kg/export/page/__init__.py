"""The page: what it tells (``content``), where it draws it (``drawing``), how it behaves (the assets beside).

Nothing here builds HTML from the graph. The graph travels as escaped JSON, and the scripts put names and
sentences on the screen as text.
"""
