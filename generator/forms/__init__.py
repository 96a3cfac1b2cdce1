"""Blank forms: from one definition to each of their outputs."""
