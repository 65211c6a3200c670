"""Tables become tasks: columns by their meaning, rows by what they hold."""
