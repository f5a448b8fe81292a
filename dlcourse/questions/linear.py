"""The questions of lesson 01, Linear models."""

QUESTIONS = []
