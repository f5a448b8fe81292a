"""Explorers of lesson 09."""

EXPLORERS = ()
