"""What readers look at: one offline HTML page, drawn by pyvis's vis-network under our own template."""
