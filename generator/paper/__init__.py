"""Paper: the official document, worksheets and checklists as PDF (Typst).

Each module declares its papers (``generator.declared.paper``), ``generator.satuan`` makes them.

kertas, isi, cakupan      sizes of paper; what all documents say; what the shipped font can print
mesin                     the engine: data as JSON into a template, bytes of a PDF out; kept under their hash
bagan, identitas          the chart and the identity page as data of a template
dokumen, lembar_kerja, periksa, formulir (with *.typ beside them)      the documents
muat_langkah              which sheets of steps surely fit
bidang, isian             the fields of a form to fill in on a computer, laid over its PDF
"""

from __future__ import annotations

from generator.paper.dokumen import make_dokumen
from generator.paper.formulir import make_formulir
from generator.paper.lembar_kerja import make_lembar_kerja
from generator.paper.mesin import Naskah, Paper
from generator.paper.periksa import make_langkah, make_periksa

__all__ = [
    "Naskah",
    "Paper",
    "make_dokumen",
    "make_formulir",
    "make_langkah",
    "make_lembar_kerja",
    "make_periksa",
]
