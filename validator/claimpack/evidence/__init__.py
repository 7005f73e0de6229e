"""What printed numbers, concepts and directions mean: the methods that the rules on evidence share."""
