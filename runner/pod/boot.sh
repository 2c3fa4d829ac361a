# Runs a step in an image without Python: its exit code, parameters and scalar outputs, no files and no secrets.
# Any POSIX sh. Names begin with `_automl_`, since one that the image exports would be changed for the code too.
_automl_base=${AUTOML_BASE:-/automl}
_automl_work=$_automl_base/work
_automl_source=$_automl_work/source
_automl_scratch=$_automl_work/scratch
_automl_end=${AUTOML_TERMINATION:-/dev/null}
_automl_code=$AUTOML_SH
_automl_found=$AUTOML_FOUND
_automl_marks=$_automl_scratch/marks

finish() { # exit code, [sentence]: writes the termination message and ends
  {
    printf 'automl-sh/1\nexit=%s\n' "$1"
    [ -z "$2" ] || printf 'reason=%s\n' "$2"
    if [ -s "$_automl_marks" ]; then cat "$_automl_marks"; fi
    [ "$(wc -c 2>/dev/null <"$_automl_scratch/output" || echo 0)" -le 3500 ] || echo cut=1
    echo output
    [ ! -f "$_automl_scratch/output" ] || dd if="$_automl_scratch/output" bs=3500 count=1 2>/dev/null
  } >"$_automl_end"
  [ -z "$2" ] || printf '%s\n' "$2" >&2
  exit "$1"
}

rm -rf "$_automl_source" "$_automl_scratch" # of the container before, where the kubelet started this one anew
mkdir -p "$_automl_source" "$_automl_scratch/inputs" "$_automl_scratch/artifacts" "$_automl_work/home" \
  "$_automl_work/tmp" || finish 1 "the folder $_automl_work can't be written"

if [ -n "$JOB_COMPLETION_INDEX" ] && [ -f "$_automl_base/children/$JOB_COMPLETION_INDEX.sh" ]; then
  _automl_code=$(cat "$_automl_base/children/$JOB_COMPLETION_INDEX.sh")
fi
[ -n "$_automl_code" ] ||
  finish 127 "this step needs Python 3.8 or newer in its image, which has ${_automl_found:-none}"

for _automl_part in "$_automl_base"/injected/source.tgz.*; do
  [ -f "$_automl_part" ] || break
  if ! command -v tar >/dev/null || ! command -v gzip >/dev/null; then
    echo "the image has no tar or no gzip: the step runs without the files of the project" >&2
    break
  fi
  cat "$_automl_base"/injected/source.tgz.* | gzip -dc | tar -xof - -C "$_automl_source" ||
    finish 1 "the project can't be unpacked"
  break
done

[ -w "${HOME:-/}" ] && [ "${HOME:-/}" != / ] || export HOME="$_automl_work/home"
[ -w "${TMPDIR:-/-}" ] || export TMPDIR="$_automl_work/tmp"
for _automl_name in output metrics summary labels; do : >"$_automl_scratch/$_automl_name"; done
export AUTOML_OUTPUT="$_automl_scratch/output" AUTOML_METRICS="$_automl_scratch/metrics"
export AUTOML_SUMMARY="$_automl_scratch/summary" AUTOML_LABELS="$_automl_scratch/labels"
export AUTOML_INPUTS="$_automl_scratch/inputs" AUTOML_ARTIFACTS="$_automl_scratch/artifacts"
eval "$_automl_code"
cd "$_automl_source/${AUTOML_DIRECTORY:-.}" 2>/dev/null ||
  finish 1 "the working directory \"$AUTOML_DIRECTORY\" does not exist"
_automl_timeout=$AUTOML_TIMEOUT
_automl_grace=${AUTOML_GRACE:-10}
unset AUTOML_BASE AUTOML_SH AUTOML_SPEC AUTOML_TERMINATION AUTOML_FOUND AUTOML_DIRECTORY AUTOML_TIMEOUT AUTOML_GRACE
unset AUTOML_INDEX_USERNAME AUTOML_INDEX_PASSWORD

stop() { # mark: asks the code to end, and ends it after the grace; for a subshell
  exec >/dev/null 2>&1 # whoever reads our output does not wait for this
  echo "$1=1" >>"$_automl_marks"
  kill -TERM "$_automl_child"
  sleep "$_automl_grace"
  kill -KILL "$_automl_child"
}
trap 'stop cancelled &' TERM INT
"$@" &
_automl_child=$!
# Not the program `timeout`: images differ in whether they have it and in what it says.
[ -z "$_automl_timeout" ] || (sleep "$_automl_timeout" && stop timed-out) >/dev/null 2>&1 &
_automl_watch=$!
wait "$_automl_child"
_automl_status=$?
# A signal of our own ends `wait` too early.
while [ "$_automl_status" -gt 128 ] && kill -0 "$_automl_child" 2>/dev/null; do
  wait "$_automl_child"
  _automl_status=$?
done
kill "$_automl_watch" 2>/dev/null
finish "$_automl_status"
