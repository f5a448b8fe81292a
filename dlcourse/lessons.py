"""The lessons of the course, in their order: the one place that says which there are and what they are called."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """A lesson's names.

    Parameters
    ----------
    number : str
        "00" to "99".
    room : str
        Its name on every floor of the package: the module of maths, of figures, of explorers, the folder of exercises.
    notebook : str
        Its notebooks' name, without number and ending: "linear_models".
    title, about : str
        For the map: a title, and one line on what it is about.
    """

    number: str
    room: str
    notebook: str
    title: str
    about: str

    @property
    def file(self):
        """Name of its notebook: "01_linear_models.ipynb"; the same in every folder of notebooks."""
        return f"{self.number}_{self.notebook}.ipynb"


LESSONS = (
    Lesson("00", "start", "start_here", "Start here", "How all of this works"),
    Lesson("01", "linear", "linear_models", "Linear models", "Scores, labels and hyperplanes"),
    Lesson("02", "perceptron", "perceptron", "The perceptron", "The first machine that learned"),
    Lesson("03", "activations", "activations", "Activation functions", "Why the step has to go"),
    Lesson("04", "network", "feedforward", "Feedforward networks", "Neurons in layers"),
    Lesson("05", "losses", "loss_functions", "Loss functions", "How wrong, as one number"),
    Lesson("06", "descent", "gradient_descent", "Gradient descent", "Downhill, step by step"),
    Lesson("07", "backprop", "backpropagation", "Backpropagation", "All slopes in one backward pass"),
    Lesson("08", "deep", "deep_networks", "Deep networks", "A digit reader of your own"),
    Lesson(
        "09", "generalisation", "generalisation", "Does it work on what it has not seen?", "An exam with new examples"
    ),
)
LABORATORY = Lesson("10", "laboratory", "laboratory", "The laboratory", "Build a network, and watch it learn")
"""A notebook beside the lessons: it teaches nothing, and has no exercises."""
