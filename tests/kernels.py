"""Kernels for the tests that run notebooks, forked from a process that has imported what every kernel imports.

To start Python and to import IPython and Matplotlib takes longer than to run most of the notebooks. The course itself
is imported by each kernel anew. Run as a program, this is a JupyterLab that forks its kernels, for the browser tests.
"""

import multiprocessing
import os
import signal
import sys
from multiprocessing import forkserver

from jupyter_client.provisioning import local_provisioner

PRELOADED = ("ipykernel.kernelapp", "ipywidgets", "anywidget", "matplotlib.figure", "matplotlib.backends.backend_agg")


class ForkedKernel:
    """What jupyter_client needs of `subprocess.Popen`, for a kernel that is forked."""

    stdin = stdout = stderr = None

    def __init__(self, command, cwd=None, env=None, **_):
        context = multiprocessing.get_context("forkserver")
        ready, say_ready = context.Pipe(duplex=False)
        connection_file = command[command.index("-f") + 1]
        self._process = context.Process(target=_be_kernel, args=(connection_file, cwd, env, say_ready), daemon=True)
        self._process.start()
        ready.recv()  # from here on it has a process group of its own, which signals are sent to
        self.pid = self._process.pid

    def poll(self):
        """The exit code, or None while it runs."""
        return self._process.exitcode

    def wait(self):
        """Wait until it has ended; returns the exit code."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number):
        """Send it a signal."""
        os.kill(self.pid, number)

    def terminate(self):
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Kill it."""
        self.send_signal(signal.SIGKILL)


def _be_kernel(connection_file, cwd, env, say_ready):
    os.setsid()
    say_ready.send(True)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd or ".")

    from ipykernel.kernelapp import launch_new_instance

    sys.argv = ["ipykernel_launcher", "-f", connection_file]
    launch_new_instance(sys.argv[1:])


def use_forked_kernels():
    """From now on jupyter_client, and what starts kernels through it, forks them. Only Linux forks without surprises."""
    if sys.platform == "linux":
        forkserver.set_forkserver_preload(list(PRELOADED))
        local_provisioner.launch_kernel = ForkedKernel


if __name__ == "__main__":
    from jupyterlab.labapp import main

    use_forked_kernels()
    if sys.platform == "linux":
        forkserver.ensure_running()  # now, while the server starts and the page is loaded
    main()
