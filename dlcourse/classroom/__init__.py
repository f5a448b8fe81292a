"""The course in use: the next version of it that loses nobody's work, and what a teacher of a class needs.

`update` brings a newer course into a learner's folder. Its parts: `update_places` fetches the newer course, `update_cells` joins
two versions of a notebook cell by cell, `update_plan` says what becomes of every file, `update_files` puts a copy aside and
writes. Nothing of `update` needs more than Python itself, as it has to run where the rest is broken.
"""
