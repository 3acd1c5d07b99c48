"""The tables that watching keeps: folders and their watches, polled folders, marked paths."""

import pytest

from engine.files.folder_tree import FolderTree
from engine.files.lookout import Lookout, face_of_place, face_of_root
from engine.files.marking import marked
from engine.files.mounts import Mounts, is_remote
from engine.files.polling import LONGEST, SHORTEST, Polled, Polls


def tree(*paths: str) -> FolderTree:
    found = FolderTree()
    for number, path in enumerate(paths):
        found.put(path, number)
    return found


def test_a_tree_knows_what_is_at_and_under_a_folder():
    folders = tree("/r", "/r/a", "/r/a/b", "/r/ab", "/s/deep/er")
    assert sorted(folders.under("/r/a")) == ["/r/a", "/r/a/b"]
    assert folders.count("/r") == 4
    assert folders.count("/s") == 1
    assert folders.children("/r") == {"/r/a", "/r/ab"}
    assert folders.count("/nowhere") == 0


def test_a_folder_at_two_paths_keeps_its_watch_until_both_are_left():
    folders = tree("/r", "/r/a")
    folders.put("/r/b", 1)
    folders.put("/r/b", 1)
    assert folders.paths_of(1) == ("/r/a", "/r/b")
    assert folders.drop("/r/a") is None
    assert (folders.number("/r/a"), folders.number("/r/b")) == (None, 1)
    assert folders.drop("/r/b") == 1
    assert folders.paths_of(1) == ()


def test_another_folder_at_the_same_path_takes_its_place():
    folders = tree("/r", "/r/a")
    folders.put("/r/a", 7)
    assert (folders.paths_of(1), folders.paths_of(7)) == ((), ("/r/a",))
    assert folders.number("/r/a") == 7


def test_a_tree_that_is_emptied_holds_nothing():
    folders = tree("/r", "/r/a", "/r/a/b/c/d")
    for path in ("/r", "/r/a/b/c/d", "/r/a"):
        folders.drop(path)
    assert len(folders) == 0
    assert folders.children("/") == frozenset()


@pytest.mark.parametrize(
    ("name", "came_or_went", "paths"),
    [
        (b"a.txt", False, ("/r/a.txt",)),
        (b".gitignore", False, ("/r",)),
        (b"CACHEDIR.TAG", True, ("/r/CACHEDIR.TAG", "/r")),
        (b"package.json", True, ("/r/package.json", "/r")),
        (b"package.json", False, ("/r/package.json",)),
        ("이름.txt".encode(), True, ("/r/이름.txt",)),
        (b"\xff.txt", True, ("/r",)),
        (b"\xff.txt", False, ()),
    ],
)
def test_a_name_concerns_itself_or_its_folder(
    name: bytes, came_or_went: bool, paths: tuple[str, ...]
):
    assert marked("/r", name, came_or_went=came_or_went) == paths


def test_polled_folders_are_due_more_seldom_the_more_there_is_in_them():
    polls = Polls()
    polls.add("/small", "limit", 10, 0.0)
    polls.add("/large", "network", 20_000, 0.0)
    assert polls.due(SHORTEST - 1) == []
    assert polls.due(SHORTEST) == ["/small"]
    assert polls.due(1000.0) == ["/small", "/large"]
    polls.add("/huge", "refused", 10**9, 1000.0)
    assert "/huge" in polls.due(1000.0 + LONGEST)


def test_a_polled_folder_takes_in_the_polled_ones_below_it():
    polls = Polls()
    polls.add("/r/a", "limit", 1, 0.0)
    polls.add("/r", "limit", 1, 0.0)
    assert polls.polled == (Polled("/r", "limit"),)
    assert polls.listed("/r/a/b")
    assert not polls.listed("/ra")


def test_folders_for_which_there_is_room_again_are_given_back_with_some_to_spare():
    polls = Polls()
    polls.add("/a", "limit", 100, 0.0)
    assert polls.fitting(100, lambda _: None) == []
    assert polls.fitting(141, lambda _: None) == ["/a"]
    assert polls.polled == ()


def test_what_was_refused_or_lay_on_a_server_is_tried_again_and_what_lies_there_is_not():
    polls = Polls()
    polls.add("/refused", "refused", 1, 0.0)
    polls.add("/was", "network", 1, 0.0)
    polls.add("/is", "network", 1, 0.0)
    assert polls.fitting(100, lambda path: "/is" if path == "/is" else None) == ["/refused", "/was"]
    assert polls.polled == (Polled("/is", "network"),)


@pytest.mark.parametrize(
    ("kind", "remote"),
    [
        ("nfs4", True),
        ("cifs", True),
        ("fuse.sshfs", True),
        ("fuse.gvfsd-fuse", True),
        ("9p", True),
        ("ext4", False),
        ("fuseblk", False),
        ("overlay", False),
        ("fuse.encfs", False),
    ],
)
def test_network_file_systems_are_known_by_their_kinds(kind: str, remote: bool):
    assert is_remote(kind) == remote


def test_this_machines_own_folders_are_not_remote(tmp_path: object):
    mounts = Mounts()
    assert mounts.remote(str(tmp_path)) is None
    assert mounts.refresh() == set()


def test_a_root_that_no_file_can_be_called_is_missing_and_ends_nothing():
    lookout, root = Lookout(), "/notes\0"
    lookout.set_roots({root: face_of_root(root)})
    assert lookout.changed({root: face_of_root(root)}, {root: face_of_place(root)}, 0.0) == []
