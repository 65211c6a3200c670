"""What a clerk reads: sentences and words in the office's own terms, for the window, the command line and papers."""
