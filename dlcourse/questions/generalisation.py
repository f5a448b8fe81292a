"""Questions of lesson 09, in the order in which the lesson asks them."""

QUESTIONS = []
