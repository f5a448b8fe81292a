"""Pictures of lesson 09."""
