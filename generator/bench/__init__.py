"""The benchmark (`make bench`): made-up data of any size, a baseline, and what each stage of a build costs.

rekaan      N made-up SOPs
dasar       the same SOPs for bare mkdocs-material
tahap       one build as a process of its own, stage by stage
memori      the most memory of a process and its children
skala       the measurements and their table
kertas      what each kind of document costs
"""
