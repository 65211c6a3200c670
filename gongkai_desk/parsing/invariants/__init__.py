"""The second look: what every right reading satisfies, whatever the layout; what does not is a doubt at its place."""
