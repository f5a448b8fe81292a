"""What a class needs: marks, a report, and a next version that loses nobody's work."""
