"""Reading what langgraph.json names."""

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[3]


def loaded(path: str) -> tuple[ModuleType, str]:
    """The module of FILE:NAME, read as a server does, and the name."""
    file, name = path.split(":")
    spec = importlib.util.spec_from_file_location(Path(file).stem, ROOT / file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, name
