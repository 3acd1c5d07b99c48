"""What a hub's repository holds: its files at a commit, its settings, its licence and languages."""

from __future__ import annotations

import json
import os
import re
from typing import Any, cast
from urllib.parse import urlsplit

import msgspec

from engine.models.entry import HubFile
from engine.models.errors import DownloadError
from engine.models.hub import CONNECT, Remote, opened, plainly
from engine.protocol.errors import ModelError

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")
_MOST = 4 * 2**20
"""Bytes of settings; more is none."""


class HubModelError(ModelError):
    """The hub has no such model, or it is none that can be used."""

    code = "model-hub"
    hint = "Its page on the hub tells what it is; sentence-transformers models can be used."


class Listed(msgspec.Struct, frozen=True):
    """A file of a repository."""

    path: str
    bytes: int
    sha256: str
    """Empty of a small one, which the commit binds."""

    def fetched(self, name: str = "") -> HubFile:
        """Return it as something to fetch, under another name if one is given."""
        name = name or self.path
        other = self.path if name != self.path else ""
        return HubFile(name=name, path=other, bytes=self.bytes, sha256=self.sha256)


class Repository(msgspec.Struct, frozen=True):
    """A repository at a commit."""

    name: str
    commit: str
    files: dict[str, Listed]
    licence: str = "unknown"
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def settings(self, path: str) -> dict[str, Any]:
        """Return a JSON file's object; empty where there is no such file.

        Raises:
            DownloadError: it does not come.
            HubModelError: it is no JSON.
        """
        found = self.json(path)
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}

    def json(self, path: str) -> object:
        """Return a JSON file's content; None where there is no such file.

        Raises:
            DownloadError, HubModelError: as `settings`.
        """
        listed = self.files.get(path)
        if listed is None or listed.bytes > _MOST:
            return None
        import huggingface_hub

        hub = cast("Any", huggingface_hub)  # typed in part
        url = hub.hf_hub_url(self.name, path, revision=self.commit, endpoint=endpoint())
        content = bytearray()
        with opened(Remote(url, listed.bytes, ""), 0) as (_, chunks):
            for chunk in chunks:
                content += chunk
                if len(content) > listed.bytes:
                    raise HubModelError(f"{path} of {self.name} is longer than the hub says")
        try:
            return json.loads(content)
        except ValueError as error:
            raise HubModelError(f"{path} of {self.name} is no JSON") from error


def endpoint() -> str | None:
    """Return the hub that the environment names; None for the hub's own address."""
    return os.environ.get("HF_ENDPOINT") or None


def hub_host() -> str:
    """Return the hub's host, with its port if it names one."""
    return urlsplit(endpoint() or "").netloc.rpartition("@")[2] or "huggingface.co"


def look_into(name: str, revision: str = "") -> Repository:
    """Ask the hub what a repository holds.

    Args:
        name: "owner/name".
        revision: a commit; empty for the present one.

    Raises:
        HubModelError: there is none of this name.
        DownloadError: the hub cannot be reached.
    """
    if not _NAME.fullmatch(name):
        raise HubModelError(f"{name} is no name of a model", hint="Write it as owner/name.")
    import huggingface_hub
    from huggingface_hub import errors

    hub = cast("Any", huggingface_hub)  # typed in part
    try:
        told = hub.HfApi(endpoint=endpoint(), token=False).model_info(
            name, revision=revision or None, files_metadata=True, timeout=CONNECT, token=False
        )
    except errors.GatedRepoError as error:
        said = f"{name} is given to those only who accept its terms on the hub"
        raise HubModelError(said) from error
    except (errors.RepositoryNotFoundError, errors.RevisionNotFoundError) as error:
        raise HubModelError(f"the hub has no public model {name}", hint="") from error
    except Exception as error:  # httpx's, requests' and the hub's own have no common class
        where = endpoint() or "https://huggingface.co"
        raise DownloadError(plainly(error, where), model=name) from error
    if getattr(told, "gated", False):
        raise HubModelError(f"{name} is given to those only who accept its terms on the hub")
    return _read(name, told)


def _read(name: str, told: Any) -> Repository:  # noqa: ANN401 - the hub's class, typed in part
    files = (_listed(one) for one in told.siblings or ())
    card: Any = told.card_data or {}
    named = card.get("language") or ()
    languages = [named] if isinstance(named, str) else list(named)
    licence = card.get("license")
    if not re.fullmatch(r"[0-9a-f]{40}", told.sha or ""):
        raise HubModelError(f"the hub says nothing sure about {name}")
    return Repository(
        name=name,
        commit=told.sha,
        files={file.path: file for file in files if file is not None},
        licence=licence if isinstance(licence, str) and licence else "unknown",
        languages=tuple(
            dict.fromkeys(code for code in map(str, languages) if re.fullmatch("[a-z]{2}", code))
        ),
        tags=tuple(str(tag) for tag in told.tags or ()),
    )


def _listed(told: Any) -> Listed | None:  # noqa: ANN401 - as above
    """Return one file; None for a name that would lead out of its folder."""
    large: Any = told.lfs or {}
    sha256 = str(large.get("sha256") or "") if large else ""
    size = int(told.size or (large.get("size") if large else 0) or 0)
    try:
        return Listed(HubFile(name=told.rfilename).name, size, sha256)
    except ValueError:
        return None
