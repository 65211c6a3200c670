"""A document becomes a draft: parts, tasks, doubts."""
