"""The template of the route that answered a request: ``/items/{item_id}`` for each of its paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def route_of(scope: Mapping[str, Any], root_path: str) -> str | None:
    """
    The template, as the frameworks leave it in the scope; None when no route answered.

    Args:
        scope: after the application has answered: Starlette and FastAPI write ``route``, Litestar ``path_template``.
        root_path: of the scope as it came from the server. What routers have added to it is where the answering
            application is mounted.
    """
    template = scope.get("path_template")
    if isinstance(template, str):
        return template
    path = getattr(scope.get("route"), "path", None)
    mounted = _templated(str(scope.get("root_path", "")).removeprefix(root_path), scope)
    if not isinstance(path, str):
        return f"{mounted}/{{path}}" if mounted else None
    if mounted and mounted == path:
        return f"{path}/{{path}}"  # the mount itself: files, or a path that the application below does not know
    return mounted + path


def _templated(mounted: str, scope: Mapping[str, Any]) -> str:
    """A path of a mount with its parameters' names for their values."""
    names = {str(value): name for name, value in dict(scope.get("path_params") or {}).items()}
    return "/".join(f"{{{names[part]}}}" if part in names else part for part in mounted.split("/"))
