"""Pictures of lesson 08."""
