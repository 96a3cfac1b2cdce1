"""Paper: the official document, worksheets and checklists as PDF (Typst).

Each module declares its papers (``generator.declared.paper``), ``generator.build`` makes them.

sheet_margins, common     paper and its margins; what all documents say
typesetting               the engine: data as JSON into a template, bytes of a PDF out; kept under their hash
chart_paper, identity_block      the chart and the identity page as data of a template
official, lembar_kerja, checklist_paper, form_paper (with *.typ beside them)      the documents
sure_fit                  which sheets of steps surely fit
pdf_fields, acroform      the fields of a form to fill in on a computer, laid over its PDF
"""
