"""The labelled reports and the given scorer's figures of what the program reads in them."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.figures import BenchmarkFailed
from benchmarks.folders import shared
from scripts.site import ROOT, environment

Scores = dict[str, dict[str, Any]]  # figure of the scorer -> its values


def labelled_reports() -> list[dict[str, Any]]:
    lines = shared("eval/reports_dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def scored_by_command(data: Path) -> Scores:
    """All reports by `extract --batch` and `geoparse --batch` on the data folder. Raises BenchmarkFailed."""
    return _scores(data, "--command", shlex.join([sys.executable, "manage.py"]), "--batch", "--cwd", str(ROOT))


def scored_predictions(data: Path, predictions: Mapping[str, dict[str, Any]]) -> Scores:
    """`predictions` by report: {"claims": […], "toponyms": […]}. Raises BenchmarkFailed."""
    file = data.parent / "predictions.jsonl"
    lines = [json.dumps({"id": number, **read}, ensure_ascii=False) for number, read in predictions.items()]
    file.write_text("\n".join(lines), "utf-8")
    return _scores(data, "--predictions", str(file))


def _scores(data: Path, *how: str) -> Scores:
    gold = shared("eval/reports_dev.jsonl")
    command = [sys.executable, str(shared("eval/score_reports.py")), str(gold), "--json", *how]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(data))
    if done.returncode:
        raise BenchmarkFailed(f"score_reports.py: {(done.stderr.strip() or 'failed').splitlines()[-1]}")
    scores: Scores = json.loads(done.stdout)["all"]
    return scores
