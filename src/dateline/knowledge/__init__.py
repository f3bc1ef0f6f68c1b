"""What the stages know, as data: one TOML or TSV file a topic, each block with its source."""

from dateline.knowledge.loader import read_toml, read_tsv

__all__ = ["read_toml", "read_tsv"]
