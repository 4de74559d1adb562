"""The pipeline and the ontology, loaded once."""

from __future__ import annotations

import pytest

from kg.evaluation import open_parts
from kg.evaluation.measure import Parts


@pytest.fixture(scope="package")
def parts() -> Parts:
    return open_parts()
