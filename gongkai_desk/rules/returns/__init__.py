"""What units send back: whose it is, which task a row is, what of it is new; pure."""
