"""Makes "Search with Findling" for the Finder; it lies beside the app on the disk image.

The service is a Quick Action: a folder that goes to ~/Library/Services or is opened once. Property
lists by plistlib; their keys are those that Automator 2 writes. Never run on a Mac.
"""

from __future__ import annotations

import plistlib
import uuid
from pathlib import Path
from typing import Any

NAME = "Search with Findling"
PROGRAM = "/Applications/Findling.app/Contents/MacOS/findling"
SCRIPT = f'for folder in "$@"; do "{PROGRAM}" window --search-folder "$folder" & done'


def service() -> dict[str, Any]:
    """What the Finder shows, and for which files."""
    return {
        "NSServices": [
            {
                "NSMenuItem": {"default": NAME},
                "NSMessage": "runWorkflowAsService",
                "NSRequiredContext": {"NSApplicationIdentifier": "com.apple.finder"},
                "NSSendFileTypes": ["public.folder"],
            }
        ]
    }


def workflow() -> dict[str, Any]:
    """One action: a shell script that gets the folders as arguments."""
    action = {
        "ActionBundlePath": "/System/Library/Automator/Run Shell Script.action",
        "ActionName": "Run Shell Script",
        "ActionParameters": {
            "COMMAND_STRING": SCRIPT,
            "CheckedForUserDefaultShell": True,
            "inputMethod": 1,
            "shell": "/bin/sh",
            "source": "",
        },
        "AMAccepts": {"Container": "List", "Optional": True, "Types": ["com.apple.cocoa.string"]},
        "AMProvides": {"Container": "List", "Types": ["com.apple.cocoa.string"]},
        "BundleIdentifier": "com.apple.RunShellScript",
        "Class Name": "RunShellScriptAction",
        "InputUUID": str(uuid.uuid5(uuid.NAMESPACE_URL, "findling:input")).upper(),
        "OutputUUID": str(uuid.uuid5(uuid.NAMESPACE_URL, "findling:output")).upper(),
        "UUID": str(uuid.uuid5(uuid.NAMESPACE_URL, "findling:action")).upper(),
    }
    return {
        "AMApplicationVersion": "2.10",
        "AMDocumentVersion": "2",
        "actions": [{"action": action, "isViewVisible": 1}],
        "connectors": {},
        "workflowMetaData": {
            "serviceInputTypeIdentifier": "com.apple.Automator.fileSystemObject.folder",
            "serviceOutputTypeIdentifier": "com.apple.Automator.nothing",
            "serviceApplicationBundleID": "com.apple.finder",
            "workflowTypeIdentifier": "com.apple.Automator.servicesMenu",
        },
    }


def make(folder: Path) -> Path:
    """Write the service below a folder; return where it is."""
    contents = folder / f"{NAME}.workflow" / "Contents"
    contents.mkdir(parents=True, exist_ok=True)
    for name, content in (("Info.plist", service()), ("document.wflow", workflow())):
        (contents / name).write_bytes(plistlib.dumps(content))
    return contents.parent
