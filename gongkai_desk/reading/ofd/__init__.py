"""OFD (GB/T 33190-2016), the layout format of official documents: read like a PDF, drawn for the review."""
