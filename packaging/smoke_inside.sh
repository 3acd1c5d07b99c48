#!/bin/sh
# What smoke.py runs in a fresh root, as root: /old.deb and /new.deb are the packages, /out is read
# back. Every fact is a line of /out/report.jsonl; the first thing that does not hold ends it.
set -eu

fact() { printf '{"fact": "%s"}\n' "$1" | tee -a /out/report.jsonl; }
fail() { echo "FAILED: $1" >&2; tail -n 30 /home/person/.local/share/findling/engine.log >&2 || true; exit 1; }
as_person() { su person -s /bin/sh -c "cd; $1"; }
# Names of all but what is made by apt, dpkg and their triggers, and by people.
files() { find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /out -o -path /home \
	-o -path /var/cache/apt -o -path /var/cache/ldconfig -o -path /var/cache/debconf \
	-o -path /var/log -o -path /var/lib/dpkg -o -path /var/lib/apt \) -prune -o -print | sort; }
indexed() { as_person "findling stats --json" | tr ',' '\n' | grep -m1 '"passages"' | tr -cd 0-9; }

for python in python3 python python3.11 python3.12 python3.13; do
	! command -v $python >/dev/null || fail "there is a Python in the fresh root"
done
fact "no Python in the root"

useradd --create-home person
apt-get update -qq
# What it depends on comes first, so that what it adds itself can be told from that.
apt-get satisfy -y -qq --no-install-recommends "$(dpkg-deb -f /old.deb Depends)" >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; fail "apt satisfy"; }
files >/tmp/before

apt-get install -y --no-install-recommends /old.deb >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; fail "apt install"; }
grep -q '^0 upgraded, 1 newly installed, 0 to remove' /tmp/apt.log || { cat /tmp/apt.log; fail "it needs more than it says"; }
apt-get check -qq
fact "installed: $(dpkg-query -W -f '${Package} ${Version}, ${Installed-Size} KiB' findling)"
files >/tmp/with
dpkg -L findling | sort >/tmp/own
comm -13 /tmp/before /tmp/with | comm -23 - /tmp/own >/tmp/strange
[ ! -s /tmp/strange ] || fail "installing made what is not in the package: $(cat /tmp/strange)"
[ -z "$(comm -23 /tmp/before /tmp/with)" ] || fail "installing removed: $(comm -23 /tmp/before /tmp/with)"
fact "installing adds the package's own files, and takes none away"

missing=$(find /usr/lib/findling -name '*.so*' -path '*PySide6*' ! -name 'libqgtk3.so' -exec sh -c \
	'LD_LIBRARY_PATH=/usr/lib/findling/_internal ldd "$1" 2>/dev/null' _ {} \; | grep 'not found' | sort -u || true)
[ -z "$missing" ] || fail "libraries are missing: $missing"
fact "every library that the window is linked with is there"

as_person "findling --version" | tee /tmp/version
as_person "cp -r /usr/lib/findling/_internal/resources/samples Documents"
as_person "findling add Documents"
as_person "findling index --wait" || fail "index"
as_person "findling search --json 'money back if I am unhappy with my purchase'" >/tmp/found.json || fail "search"
grep -q 'returns.md' /tmp/found.json || { cat /tmp/found.json; fail "search found no returns.md"; }
fact "samples indexed and found by meaning: $(indexed) passages"
as_person "findling doctor" || fail "doctor"
fact "doctor finds nothing missing"

files >/tmp/bare
apt-get install -y -qq --no-install-recommends xvfb xauth >/dev/null 2>&1 || fail "xvfb"
files | comm -13 /tmp/bare - >/tmp/xvfb
as_person "xvfb-run -a -s '-screen 0 1440x900x24' findling window --query 'dog ate something poisonous' --screenshot /out/window.png" || fail "window"
[ -s /out/window.png ] || fail "no picture"
fact "the window was shown on X11 and a picture taken"

as_person "findling pace --on-battery stop" >/dev/null
before=$(indexed)
grep -q . /home/person/.local/share/findling/settings.toml || fail "no settings"
cp /home/person/.local/share/findling/settings.toml /tmp/settings
apt-get install -y -qq --no-install-recommends /new.deb >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; fail "upgrade"; }
as_person "findling search --json 'dog ate something poisonous'" >/tmp/found.json || fail "search after the upgrade, beside the old engine"
as_person "findling quit" || fail "quit"
as_person "findling search --json 'money back if I am unhappy with my purchase'" >/tmp/found.json || fail "search after the upgrade"
grep -q 'returns.md' /tmp/found.json || fail "the index was lost by the upgrade"
[ "$before" = "$(indexed)" ] || fail "the upgrade changed the index: $before, $(indexed)"
cmp /tmp/settings /home/person/.local/share/findling/settings.toml || fail "settings changed"
fact "upgraded with a running engine to $(dpkg-query -W -f '${Version}' findling); index and settings kept"

as_person "cp -r /usr/lib/findling portable && touch portable/portable && portable/findling add Documents && portable/findling index --wait" || fail "portable"
[ -s /home/person/portable/findling-data/settings.toml ] || fail "no state beside the portable program"
as_person "portable/findling quit"
fact "a portable copy keeps its state beside it"

as_person "findling search 'pipes'" >/dev/null # an engine runs
cp -p /usr/lib/findling/findling /usr/lib/findling/other
mv /usr/lib/findling/other /usr/lib/findling/findling # as an upgrade does: that engine's file is gone
ls -l /proc/[0-9]*/exe 2>/dev/null | grep -q '/usr/lib/findling/findling (deleted)' || fail "no engine with a replaced file"
apt-get purge -y -qq findling >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; fail "purge"; }
tries=0
while pgrep -x findling >/dev/null 2>&1 || ls -l /proc/[0-9]*/exe 2>/dev/null | grep -q '/usr/lib/findling'; do
	tries=$((tries + 1))
	[ $tries -lt 200 ] || fail "processes of the removed program run on"
	sleep 0.1
done
[ ! -e /usr/lib/findling ] || fail "files were left in /usr/lib/findling"
files >/tmp/after
sort -u /tmp/before /tmp/xvfb >/tmp/wanted
[ -z "$(comm -13 /tmp/wanted /tmp/after)" ] || fail "left behind: $(comm -13 /tmp/wanted /tmp/after)"
[ -z "$(comm -23 /tmp/wanted /tmp/after)" ] || fail "others' files are gone: $(comm -23 /tmp/wanted /tmp/after)"
[ -s /home/person/.local/share/findling/settings.toml ] || fail "the person's index was removed with the program"
fact "purged: the same files as before, to the last; no process runs on; the person's own data stays"
