"""The notebook runs from nothing, and the one that is kept shows what it says."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from graph.client import Graph
from graph.ids import now_ms
from seeds import load, world
from seeds.circles import Circles
from tests.conftest import Stack
from tests.notebooks.execution import FOLDER, NAMES, executed, outputs

SIZE = world.Size(people=250, follows=12, tweets=1, retweets=0, likes=0, circles=Circles(count=8))
MACHINE = re.compile(r"/(?:work|root|home|Users|tmp)/\w|password|:89\d\d\b")


def kinds(shown: list[list[Any]]) -> set[str]:
    """Of what kinds all outputs are; `error` for a cell that failed, the stream's name for what was printed."""
    found = {output.get("name", output.output_type) for cell in shown for output in cell}
    return found | {kind for cell in shown for output in cell for kind in output.get("data", {})}


@pytest.mark.parametrize("name", NAMES)
async def test_it_runs_on_a_fresh_network(name: str, stack: Stack, graph: Graph, tmp_path: Path) -> None:
    """On people of its own: the notebook is told how their names begin, and the rest of the graph is others'."""
    prefix, target = f"n{graph.next_id() % 10**8}_", tmp_path / "run.ipynb"
    await load.load_world(graph, SIZE, seed=302, prefix=prefix, end=now_ms())
    done = executed(FOLDER / f"{name}.ipynb", target, stack.env | {"NOTEBOOK_PEOPLE": prefix})
    assert done.returncode == 0, done.stderr
    shown = outputs(nbformat.read(target, as_version=4))
    assert {"image/png", "text/html"} <= kinds(shown)
    assert not {"error", "stderr"} & kinds(shown)
    [table] = [
        output for cell in shown for output in cell if "recall@10" in str(output.get("data", {}).get("text/plain"))
    ]
    recalls = dict(re.findall(r"^(\S.*?) {2,}(\d\.\d+)", table.data["text/plain"], re.MULTILINE))
    assert recalls.keys() >= {"popularity", "common neighbours", "Adamic-Adar", "ours"}
    assert all(0 < float(recall) <= 1 for recall in recalls.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_one_that_is_kept_was_run_as_it_is(name: str) -> None:
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    shown = outputs(notebook)
    assert len([output for cell in shown for output in cell if "image/png" in output.get("data", {})]) >= 3
    assert not {"error", "stderr"} & kinds(shown)
    text = "\n".join(
        str(output.get("text", output.get("data", {}).get("text/plain"))) for cell in shown for output in cell
    )
    assert not MACHINE.search(text)
