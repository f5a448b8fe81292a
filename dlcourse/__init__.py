"""dlcourse: the foundations of deep learning in plain NumPy.

One room per lesson on each floor: ``dlcourse.linear`` is the finished maths of lesson 01,
``dlcourse.figures.linear`` its pictures, ``dlcourse.explorers.linear`` its sliders and
``dlcourse.exercises.linear`` its exercises. Importing ``dlcourse`` loads none of them.
"""

__version__ = "0.1.0"
