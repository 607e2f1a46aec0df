"""What every test shares: system programs are required in CI and named elsewhere."""

import importlib.util
import os
import shutil
import sys
from importlib.machinery import ModuleSpec

import pytest

NEEDS = {
    "browser": ("chromium", "Debian package chromium"),
    "office": ("soffice", "Debian package libreoffice-calc"),
    "jvm": ("java", "Debian package default-jre-headless"),
}
NO_SKIP = bool(os.environ.get("JUNHENG_TEST_NO_SKIP"))


# One of several processes that run tests has a main module without a name, from which pyspark, that
# Great Expectations imports, concludes that it is in a doctest, and leaves.
main = sys.modules["__main__"]
if main.__spec__ is None:
    main.__spec__ = ModuleSpec("__main__", None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (program, package) in NEEDS.items():
        if item.get_closest_marker(marker) and shutil.which(program) is None:
            unavailable(f"needs {program}: {package}")
    if item.get_closest_marker("jvm") and importlib.util.find_spec("pyspark") is None:
        unavailable("needs the spark extra: make spark")


def unavailable(reason: str) -> None:
    """Skip with the reason; under continuous integration fail instead."""
    if NO_SKIP:
        pytest.fail(f"must not skip in CI: {reason}")
    pytest.skip(reason)
