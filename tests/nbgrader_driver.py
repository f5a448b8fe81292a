"""Has the real nbgrader make assignments, mark them and write feedback. Started by `test_nbgrader.py` with the Python that has it.

``nbgrader_driver.py FOLDER ASSIGNMENT ...``: makes the releases, if there is no `submitted` yet, or else marks what is there and
writes the marks to FOLDER/marks-ASSIGNMENT.json.
"""

import json
import logging
import os
import shutil
import sys
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.nbgraderapp import NbGraderApp


def main(folder, assignments):
    """Run in nbgrader's course folder."""
    os.chdir(folder)
    app = NbGraderApp()
    app.initialize([])
    logging.disable(logging.WARNING)
    if Path("submitted").exists():  # each of several that mark at a time has a gradebook of its own
        mine = shutil.copy("gradebook.db", f"gradebook-{assignments[0]}.db")
        app.coursedir.db_url = app.config.CourseDirectory.db_url = f"sqlite:///{Path(mine).resolve()}"
    api = NbGraderAPI(app.coursedir, app.authenticator, config=app.config)
    for assignment in assignments:
        if not Path("submitted").exists():
            made = api.generate_assignment(assignment)
            if not made["success"]:
                sys.exit(made["log"])
            continue
        marks = {}
        for student in sorted(path.name for path in Path("submitted").iterdir() if (path / assignment).exists()):
            marked = api.autograde(assignment, student)
            with Gradebook(app.coursedir.db_url, app.coursedir.course_id) as book:
                notebooks = book.find_submission(assignment, student).notebooks
                scores = {grade.name: grade.score for one in notebooks for grade in one.grades}
            marks[student] = {"success": marked["success"], "log": str(marked), "scores": scores}
            if marked["success"] and assignment.startswith("01"):
                api.generate_feedback(assignment, student)
        Path(f"marks-{assignment}.json").write_text(json.dumps(marks))


main(sys.argv[1], sys.argv[2:])
