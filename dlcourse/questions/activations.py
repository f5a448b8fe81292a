"""The questions of lesson 03, Activation functions."""

QUESTIONS = []
