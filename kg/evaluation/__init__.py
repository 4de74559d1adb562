"""How well kg reads, against gold."""
