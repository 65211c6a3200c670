"""What is entered beside tasks: registers, duties, days off, spot checks, numbers of papers."""
