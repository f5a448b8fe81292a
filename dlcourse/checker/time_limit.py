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
        if frame is not here and not hook.is_busy(frame):
            raise TimeLimit

    tracing, unraisable = sys.gettrace(), sys.unraisablehook
    hook = _AfterFinalizers(unraisable, here)
    alarm = signal.signal(signal.SIGALRM, stop)
    try:
        sys.unraisablehook = hook
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return function()
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, alarm)
        sys.unraisablehook = unraisable
        if sys.gettrace() is not tracing:
            sys.settrace(tracing)


class _AfterFinalizers:
    """A `sys.unraisablehook` that raises a TimeLimit again, where it can be raised, and passes on all else to `hook`.

    A finalizer, or a callback of a weak reference or of the garbage collector, cannot raise: Python says "Exception
    ignored in", and goes on with the frame that was interrupted. That frame has to end, at its next line: a
    millisecond later the next slow finalizer would be running. `here` is a frame that must not end so.
    """

    def __init__(self, hook, here=None):
        self.hook, self.here, self.missed = hook, here, False

    def __call__(self, what):
        if issubclass(what.exc_type, TimeLimit):
            self.missed = True
        else:
            self.hook(what)
        interrupted = sys._getframe(1)
        if self.missed and interrupted is not self.here:
            self.missed = False

            def trace(frame, _event, _argument):
                if frame is interrupted:
                    raise TimeLimit

            interrupted.f_trace = trace
            sys.settrace(trace)

    def is_busy(self, frame):
        """Whether a frame is inside this hook, where a TimeLimit would be shown; if so, it is raised when the hook ends."""
        while frame is not None and frame.f_code is not _AfterFinalizers.__call__.__code__:
            frame = frame.f_back
        self.missed |= frame is not None
        return frame is not None


def _by_thread(function, seconds):
    # Windows has no interval timer, and signals reach only the main thread.
    box = {}

    def run():
        try:
            box["value"] = function()
        except BaseException as problem:
            box["problem"] = problem

    def quiet(what):  # one that came when the thread was about to end
        if not issubclass(what.exc_type, TimeLimit):
            before[1](what)

    before = sys.unraisablehook, threading.excepthook
    hook = _AfterFinalizers(before[0])
    sys.unraisablehook, threading.excepthook = hook, quiet
    thread = threading.Thread(target=run, daemon=True)
    try:
        thread.start()
        thread.join(seconds)
        for _ in range(100):
            if not thread.is_alive():
                break
            if not hook.is_busy(sys._current_frames().get(thread.ident)):
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(TimeLimit))
            thread.join(0.01)
    finally:
        sys.unraisablehook, threading.excepthook = before
    if "problem" in box:
        raise box["problem"]
    if "value" in box:
        return box["value"]
    raise TimeLimit
