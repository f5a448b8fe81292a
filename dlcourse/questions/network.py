"""The questions of lesson 04, Feedforward networks."""

QUESTIONS = []
