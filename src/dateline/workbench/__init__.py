"""The workbench: read beside the evidence, decide by keyboard, sign off. Public: `create_app` and `serve`."""

from dateline.workbench.app import Settings, create_app
from dateline.workbench.serving import serve

__all__ = ["Settings", "create_app", "serve"]
