"""Texts as they are measured and set: widths, breaks, columns, the letters of the shipped font."""
