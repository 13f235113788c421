"""Where records go. The runtime hands each sink finished bytes; a sink's failure is its own and is counted."""
