"""The questions of lesson 02, The perceptron."""

QUESTIONS = []
