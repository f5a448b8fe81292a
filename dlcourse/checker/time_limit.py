"""Call something with a time limit that an endless loop cannot outlive."""

import ctypes
import signal
import sys
import threading


class TimeLimit(BaseException):
    """Time is up. Not an Exception, so that ``except Exception`` in a loop does not swallow it."""


def call(function, seconds):
    """Return ``function()``, or raise TimeLimit after `seconds`."""
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        return _by_signal(function, seconds)
    return _by_thread(function, seconds)


def _by_signal(function, seconds):
    armed, here = True, sys._getframe()

    def stop(_signum, frame):
        if not armed:
            return
        # Again at once: a bare `except:` inside a loop swallows one of these, but not the next, which
        # arrives while it is handling the first.
        signal.setitimer(signal.ITIMER_REAL, 0.001)
        # In this very function, on the way in or out, it would pass by what puts everything back.
        if frame is not here:
            raise TimeLimit

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return function()
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _by_thread(function, seconds):
    # Windows has no interval timer, and signals reach only the main thread.
    box = {}

    def run():
        try:
            box["value"] = function()
        except BaseException as problem:
            box["problem"] = problem

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    for _ in range(100):
        if not thread.is_alive():
            break
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(TimeLimit))
        thread.join(0.01)
    else:
        raise TimeLimit
    if "problem" in box:
        raise box["problem"]
    return box["value"]
