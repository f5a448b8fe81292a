"""Explorers of lesson 08."""

EXPLORERS = ()
