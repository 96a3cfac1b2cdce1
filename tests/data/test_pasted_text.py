"""Pasted text, both sides of each limit: what is told, what is left alone, what is signed, what outputs then say."""

from __future__ import annotations
