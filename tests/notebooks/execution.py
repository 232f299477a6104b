"""Runs a notebook in a kernel of its own: python -m tests.notebooks.execution FROM TO."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"
NAMES = ("recommender",)
CELL = 240  # seconds that a cell may take


def executed(source: Path, target: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a notebook and write it with what it showed, also when a cell fails; Jupyter's own files are gone after."""
    with tempfile.TemporaryDirectory() as folder:
        places = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR")
        own = {name: str(Path(folder) / name.lower()) for name in places}
        command = [sys.executable, "-m", "tests.notebooks.execution", str(source), str(target)]
        return subprocess.run(command, env={**env, **own}, text=True, capture_output=True, check=False)


def outputs(notebook: Any) -> list[list[Any]]:  # noqa: ANN401 - a notebook is untyped JSON
    """What each cell of code shows."""
    return [list(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"]


def main(source: Path, target: Path) -> None:
    """Run a notebook where it lies, as Jupyter does; ends with the error of the cell that fails."""
    notebook = nbformat.read(source, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(FOLDER)}},
        record_timing=False,  # or each run would differ
    )
    try:
        client.execute(env=dict(os.environ))
    except CellExecutionError as error:
        raise SystemExit(str(error)) from error
    finally:
        nbformat.write(notebook, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
