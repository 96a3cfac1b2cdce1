"""From the steps of a procedure to its drawn chart.

router/                   grid > patterns > choose (board) > tracks > place, labels; ``route.plan`` runs it
layout, widths            the table round the drawing: cells, heights, widths
draw, spoken              symbols and arrows as SVG; the same in words
svg, chart_html, sheets (cut)    the picture file, the figure of a page, the sheets of paper
"""
