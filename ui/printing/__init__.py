"""Papers painted: preview, printer and PDF, all by one painter."""
