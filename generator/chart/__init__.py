"""From the steps of a procedure to its drawn chart.

graph                     the contract: table, symbols and links, without geometry
grid > patterns > choose (board) > tracks > place, labels       the router; ``route.plan`` runs it
layout, lebar             the table round the drawing: cells, heights, widths (measure, letters)
draw, words               symbols and arrows as SVG; the same in words
svg, html, pages (cut)    the picture file, the figure of a page, the sheets of paper
"""
