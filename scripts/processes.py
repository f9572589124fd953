"""See to it that a run leaves no process behind."""

import time

import psutil


def end_descendants(patience: float = 5, below: int | None = None) -> list[str]:
    """End every process below this one (or `below`); the command lines of those that `patience` seconds did not end."""
    deadline = time.monotonic() + patience
    while (left := _living_descendants(below)) and time.monotonic() < deadline:
        time.sleep(0.1)
    names = []
    for process in left:
        try:
            names.append(" ".join(process.cmdline())[:160])
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(left, timeout=2)
    return names


def _living_descendants(below: int | None) -> list[psutil.Process]:
    return [child for child in psutil.Process(below).children(recursive=True) if _alive(child)]


def _alive(process: psutil.Process) -> bool:
    """False for one that has ended; a zombie that is ours is laid to rest."""
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            process.wait(timeout=0)
            return False
    except (psutil.NoSuchProcess, psutil.TimeoutExpired):
        return False
    return True
