"""What members write becomes safe HTML, once, with no names and no words of ours in it."""
