"""What readers read: plain sentences, each with the id of its message and the values that it is made of."""
