"""Holds the methods of the evidence checks against arithmetic and brute force that share no code with them."""
