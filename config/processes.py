"""Child processes that never outlive the program that started them."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
# Looked up here and not in the child, where between fork and exec no library may be loaded safely.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def ends_with_parent(with_signal: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the kernel sends the signal when the parent dies, even by SIGKILL (Linux; prctl(2))."""
    parent = os.getpid()

    def set_in_child() -> None:
        if _libc:
            _libc.prctl(PR_SET_PDEATHSIG, with_signal, 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return set_in_child


def adopt_orphans() -> None:
    """Grandchildren whose parent died become this process's children (Linux; prctl(2))."""
    if _libc:
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the group that `process` led."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def stop(process: subprocess.Popen[bytes], with_signal: signal.Signals = signal.SIGTERM, patience: float = 10) -> None:
    """Ask, wait `patience` seconds, then kill the whole group of the process (it leads its own session)."""
    if process.poll() is None:
        process.send_signal(with_signal)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            end_group(process)
            process.wait()
    end_group(process)
