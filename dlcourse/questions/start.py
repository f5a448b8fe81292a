"""The questions of lesson 00, Start here."""

QUESTIONS = []
