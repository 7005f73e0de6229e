"""Takes in what people export from other programs: proposes records, and never guesses."""
