"""Exercises of lesson 08."""

EXERCISES = ()
