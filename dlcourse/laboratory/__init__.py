"""The laboratory: a network that the learner builds, trains and watches, run by the learner's own functions where they pass.

`data` makes the points, `network` holds what is built, `engine` does every action and says how things stand. Nothing of these needs a page.
"""
