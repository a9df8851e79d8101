"""The honest answers of the recipes' seats: a module for each recipe, with `SEATS` by the name of the reply."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

from tests.endpoint.plan import Plan
from tests.endpoint.reading import Asked

SEATS: dict[str, Callable[[Asked, Plan], dict[str, Any]]] = {
    name: seat
    for module in pkgutil.iter_modules(__path__)
    for name, seat in importlib.import_module(f"{__name__}.{module.name}").SEATS.items()
}
