"""The maths of lesson 09: does a network work on what it has not seen?"""
