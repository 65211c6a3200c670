"""Plans and their tasks with what belongs to them: units' shares and reports, links, kept files, the search, drafts."""
