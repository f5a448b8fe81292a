"""Generate, autograde and give feedback with the real nbgrader, in the environment that has it. Started by test_nbgrader.py.

``python nbgrader_run.py COURSE`` where COURSE/plan.json holds a dict from lesson to {"source": stub of the release, ...}; prints JSON.
"""

import json
import logging
import os
import sys

from nbgrader.apps.nbgraderapp import NbGraderApp
from nbgrader.apps.api import NbGraderAPI
from nbgrader.api import Gradebook


def main(folder, step, assignments):
    os.chdir(folder)
    app = NbGraderApp()
    app.initialize([])
    logging.disable(logging.INFO)
    api = NbGraderAPI(app.coursedir, app.authenticator, config=app.config)
    said = {}
    for assignment in assignments:
        if step == "generate":
            said[assignment] = api.generate_assignment(assignment, force=True)
            continue
        students = sorted(os.listdir("submitted"))
        said[assignment] = {}
        for student in students:
            if os.path.isdir(os.path.join("submitted", student, assignment)):
                result = api.autograde(assignment, student, force=True)
                said[assignment][student] = {"success": result["success"], "error": result.get("error"), "log": result.get("log")}
                if step == "feedback" and result["success"]:
                    api.generate_feedback(assignment, student, force=True)
                with Gradebook(app.coursedir.db_url, app.coursedir.course_id) as book:
                    try:
                        sub = book.find_submission(assignment, student)
                        said[assignment][student]["grades"] = {g.name: g.score for n in sub.notebooks for g in n.grades}
                    except Exception as problem:
                        said[assignment][student]["grades"] = repr(problem)
    print("\n@@@" + json.dumps(said))


main(sys.argv[1], sys.argv[2], sys.argv[3:])
