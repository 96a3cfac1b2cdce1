"""Step graph, grid geometry, edge routing and the drawings made from them."""
