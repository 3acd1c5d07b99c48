#!/usr/bin/env bash
# Builds wheel and sdist into dist/ (or $1) and tries both: what twine says, what is inside, the
# sdist without a network, `pipx install`. Wants an environment with the extra `package`: $PYTHON.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-build/venv/bin/python}
out=$(mkdir -p "${1:-dist}" && cd "${1:-dist}" && pwd)
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT

"$python" -W error::UserWarning -m build --outdir "$out" . >"$trial/build.log" 2>&1 || { cat "$trial/build.log"; exit 1; }
! grep -E "[a-z]Warning:" "$trial/build.log" || { echo "the build warns" >&2; exit 1; }
"$python" -m twine check --strict "$out"/findling-*.whl "$out"/findling-*.tar.gz
wheel=$(ls -t "$out"/findling-*.whl | head -n 1)
sdist=$(ls -t "$out"/findling-*.tar.gz | head -n 1)

"$python" -m zipfile -l "$wheel" >"$trial/inside"
for wanted in resources/models.toml resources/models/minilm-l6-int8/model.onnx resources/icons/findling.svg \
  resources/i18n/findling_ko.qm resources/samples/ resources/styles/ app/__main__.py engine/cli/main.py; do
  grep -q "$wanted" "$trial/inside" || { echo "the wheel lacks $wanted" >&2; exit 1; }
done
! grep -E '^(tests|packaging|docs)/' "$trial/inside" || { echo "the wheel has what nobody runs" >&2; exit 1; }

# the sdist, without a network: with a backend that is here already
"$python" -m venv "$trial/offline"
"$trial/offline/bin/pip" install -q hatchling
mkdir "$trial/wheel"
build=("$trial/offline/bin/pip" wheel -q --no-deps --no-index --no-build-isolation -w "$trial/wheel" "$sdist")
if unshare --net true 2>/dev/null; then unshare --net "${build[@]}"; else "${build[@]}"; fi
"$python" - "$wheel" "$trial"/wheel/*.whl <<'PY'
import sys, zipfile
names = [sorted(zipfile.ZipFile(file).namelist()) for file in sys.argv[1:]]
sys.exit(0 if names[0] == names[1] else "the sdist makes another wheel")
PY

export PIPX_HOME=$trial/pipx PIPX_BIN_DIR=$trial/bin PIPX_MAN_DIR=$trial/man
"$python" -m pipx install --quiet "$wheel"
export FINDLING_DATA=$trial/state
"$trial/bin/findling" --version
! "$trial/pipx/venvs/findling/bin/python" -c 'import torch' 2>/dev/null || { echo "torch came along" >&2; exit 1; }
"$trial/bin/findling" demo --json >"$trial/demo.jsonl"
grep -q returns.md "$trial/demo.jsonl" || { echo "the demo found nothing" >&2; exit 1; }
echo "wheel, sdist and pipx: all is well"
