"""Swedish as municipal documents write it: pure functions from text to what it says, with its place in the text."""
