"""The exercise of lesson 00, to learn what an exercise is like."""
