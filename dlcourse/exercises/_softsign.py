"""An activation that the course does not have, so that an answer cannot know it by its name."""

import numpy as np

ANOTHER = "an activation that the course does not have: z / (1 + |z|)"


class Softsign:
    """It can be called too, so that a called activation is told from a called array."""

    def fn(self, z):
        return z / (1 + np.abs(z))

    def derivative(self, z):
        return 1 / (1 + np.abs(z)) ** 2

    def __call__(self, z):
        return self.fn(z)
