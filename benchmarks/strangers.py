"""The packages in examples/ as a stranger's: built and installed into a folder of their own, without an index, and their tests run there.

Ends with 1 where one cannot be installed or a test fails.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = tuple(sorted(path.parent for path in (ROOT / "examples").glob("*/pyproject.toml")))
SETTINGS = "[pytest]\nasyncio_default_fixture_loop_scope = function\naddopts = --import-mode=importlib -p no:cacheprovider\n"


def main() -> int:
    """Installs and tests all of them."""
    with tempfile.TemporaryDirectory() as folder:
        site, settings = Path(folder) / "site", Path(folder) / "pytest.ini"
        settings.write_text(SETTINGS, encoding="utf-8")
        uv = Path(sys.executable).with_name("uv")
        install = [uv, "pip", "install", "--quiet", "--offline", "--no-deps", "--python", sys.executable, "--target", site, *PACKAGES]
        if subprocess.run([*map(str, install)], check=False).returncode:
            print("not installed")
            return 1
        paths = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(site))))
        tests = [str(package / "tests") for package in PACKAGES]
        command = [sys.executable, "-m", "pytest", "-q", "-c", str(settings), "--rootdir", str(ROOT / "examples"), *tests]
        return subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": paths}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
