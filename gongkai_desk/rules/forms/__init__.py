"""How a superior's form is understood: its heads, its rows, which task belongs into which row. Pure."""
