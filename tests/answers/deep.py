"""Other right answers to the exercises of lesson 08, and mutants of the solutions that are right as well."""

RIGHT = {}

EQUIVALENT = {}
