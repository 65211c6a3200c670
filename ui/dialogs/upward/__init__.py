"""What goes to superiors and comes from units on a draft: dialogs of 报备, 报送登记, 征求意见, 印发."""
