"""Existing documents become texts for the data folder; nothing in the other rooms knows of it."""
