"""Compiles the modules in which most time goes when a wheel is built, with mypyc.

A wheel without them is the same program, only slower: so it becomes one where there is no C
compiler or something goes wrong. An editable install stays as it is written.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# More of it takes twice the time to build and makes nothing faster.
_LEVELS = {"MYPYC_OPT_LEVEL": "1", "MYPYC_DEBUG_LEVEL": "0"}
_OPTIONS = ("--ignore-missing-imports", "--follow-imports=silent")


def _can_compile() -> bool:
    """Whether there is a CPython with its headers and a C compiler."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    header = Path(sysconfig.get_path("include"), "Python.h")
    return (
        sys.implementation.name == "cpython"
        and shutil.which(compiler) is not None
        and header.exists()
    )


class CompileHook(BuildHookInterface[Any]):
    """The hook that hatchling calls; its ``modules`` are in pyproject.toml."""

    PLUGIN_NAME = "custom"
    folder = ""  # what is compiled stands there until the wheel is packed

    def dependencies(self) -> list[str]:
        """What a build needs besides hatchling."""
        return list(self.config["needs"]) if _can_compile() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder of its own, and add what comes out to the wheel."""
        if version == "editable":
            return
        if not _can_compile():
            self.app.display_warning(
                "no C compiler or no Python headers: policytext is not compiled"
            )
            return
        self.folder = tempfile.mkdtemp()
        root = Path(self.folder)
        shutil.copytree(
            Path(self.root, "policytext"),
            root / "policytext",
            ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"),
        )
        done = _compile(root, self.config["modules"])
        if done.returncode:
            self.app.display_warning(f"policytext is not compiled:\n{done.stdout[-2000:]}")
            return
        shutil.rmtree(root / "build")
        for library in root.rglob(f"*{sysconfig.get_config_var('EXT_SUFFIX')}"):
            build_data["force_include"][str(library)] = str(library.relative_to(root))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder."""
        if self.folder:
            shutil.rmtree(self.folder)


def _compile(root: Path, modules: Mapping[str, Sequence[str]]) -> subprocess.CompletedProcess[str]:
    """Compile the modules of each folder under ``root``, each beside its source."""
    files = [f"{folder}/{name}.py" for folder, names in modules.items() for name in names]
    return subprocess.run(
        [sys.executable, "-m", "mypyc", *_OPTIONS, *files],
        cwd=root,
        env={**os.environ, **_LEVELS},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
