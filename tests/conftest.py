"""Settings of all tests."""

import os

# Small products on busy cores are a hundred times slower with more threads than one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
