"""The engine: one walk over a file, the views built from it, and the rules that read them."""
