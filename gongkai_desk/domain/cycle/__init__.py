"""What goes round in a year: out to units and back, up to superiors, judged afterwards."""
