"""What is known of units' shares: states, acts, reports, counts, as rows and as facts."""
