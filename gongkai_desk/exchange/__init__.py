"""What goes to units and comes back."""
