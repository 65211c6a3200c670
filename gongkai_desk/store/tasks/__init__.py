"""Plans and their tasks with what belongs to them: links, kept files, the search, half-way imports, unsent texts."""
