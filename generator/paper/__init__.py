"""Paper: the official document, worksheets and checklists as PDF (Typst).

Each module declares its papers (``generator.declared.paper``), ``generator.build`` makes them.

kertas, isi, cakupan      sizes of paper; what all documents say; what the shipped font can print
mesin                     the engine: data as JSON into a template, bytes of a PDF out; kept under their hash
bagan, identitas          the chart and the identity page as data of a template
dokumen, lembar_kerja, periksa, formulir (with *.typ beside them)      the documents
muat_langkah              which sheets of steps surely fit
bidang, isian             the fields of a form to fill in on a computer, laid over its PDF
"""

from __future__ import annotations

from generator.paper.checklist_paper import make_checklist, make_langkah
from generator.paper.form_paper import make_formulir
from generator.paper.lembar_kerja import make_lembar_kerja
from generator.paper.official import make_official
from generator.paper.typesetting import Document, Paper

__all__ = [
    "Document",
    "Paper",
    "make_checklist",
    "make_formulir",
    "make_langkah",
    "make_lembar_kerja",
    "make_official",
]
