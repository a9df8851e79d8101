"""Where LangGraph's JavaScript client is."""

import os
import shutil
from pathlib import Path

SDK = "@langchain/langgraph-sdk"


def folder_of_sdk() -> Path | None:
    """The folder of NODE_PATH that holds the client; None where there is none, or no node."""
    folders = [Path(folder) for folder in os.environ.get("NODE_PATH", "").split(os.pathsep) if folder]
    return next((folder for folder in folders if (folder / SDK).is_dir()), None) if shutil.which("node") else None
