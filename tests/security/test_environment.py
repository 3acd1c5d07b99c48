"""What looks like a key is not handed to processes that have no use for it."""

from __future__ import annotations

import json
import sys

import pytest

from engine.host.launch import without_secrets, worker_environment
from engine.host.worker import Worker
from engine.models.families import families
from engine.service import keys, tokens

SECRETS = {
    **dict.fromkeys(keys.ENVIRONMENT.values(), "sk-1"),
    tokens.ENVIRONMENT: "root:Milvus",
    "ANTHROPIC_API_KEY": "sk-1",
    "AWS_ACCESS_KEY_ID": "AKIA",
    "AWS_SECRET_ACCESS_KEY": "x",
    "AWS_SESSION_TOKEN": "x",
    "GOOGLE_APPLICATION_CREDENTIALS": "/home/me/key.json",
    "HF_TOKEN": "hf_1",
    "MYSQL_PWD": "x",
    "PGPASSWORD": "x",
    "SSH_AUTH_SOCK": "/run/agent",
    "database_password": "x",
    "DATABASE_URL": "postgres://me:secret@localhost/db",
    "https_proxy": "http://me:secret@proxy:3128/",
}
NEEDED = {
    "CUDA_VISIBLE_DEVICES": "0",
    "FINDLING_DATA": "/home/me/data",
    "HF_ENDPOINT": "https://hub.example:8443/@mirror",
    "HOME": "/home/me",
    "LANG": "ko_KR.UTF-8",
    "LD_LIBRARY_PATH": "/opt/lib",
    "OMP_NUM_THREADS": "2",
    "PATH": "/usr/bin:/bin",
    "PWD": "/home/me",
    "PYTHONPATH": "/opt/python",
    "SYSTEMROOT": r"C:\Windows",
    "TMPDIR": "/tmp",
    "XDG_RUNTIME_DIR": "/run/user/1000",
    "http_proxy": "http://proxy:3128/",
}
CHILD = """
import json, os
from engine.host.child import serve
serve(lambda _: [json.dumps(dict(os.environ)).encode()])
"""


def test_keys_tokens_and_passwords_are_told_from_what_is_needed() -> None:
    assert without_secrets(SECRETS | NEEDED) == NEEDED


def test_every_vendor_that_wants_a_key_has_its_variable_held_back() -> None:
    vendors = {family.name for family in families().values() if family.vendor}
    assert vendors == set(keys.ENVIRONMENT)


def test_a_worker_has_no_key_but_what_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    with Worker([sys.executable, "-c", CHILD], name="told", env={"OWN_KEY": "given"}) as worker:
        worker.send(b"")
        found = json.loads(worker.receive(60))
    assert not SECRETS.keys() & found.keys()
    assert found["OWN_KEY"] == "given"
    assert worker_environment().keys() <= found.keys()
