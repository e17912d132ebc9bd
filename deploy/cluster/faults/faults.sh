# What the fault scripts share: a cluster, a small data set, jobs in the background, and the comparison with what the same
# jobs leave undisturbed. Sourced by the scripts beside it: each defines `fault` and ends with `run_fault "$@"`.

source "$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../parts" && pwd)/processes.sh"

readonly PATIENCE_SECONDS=300

# What the script's first comment says, and the options that all have.
fault_usage() {
  printf 'Usage: %s [--dir DIR]\n\n' "$(basename "$0")"
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
  cat <<'TEXT'

  --dir DIR  Where cluster, data set and runs are put (default: target/faults); what is not disturbed is used again

The last line is "verdict: PASSED ..." (exit code 0) or "verdict: FAILED ..." (exit code 1).
TEXT
}

run_fault() {
  folder=$home/target/faults
  while (($# > 0)); do
    case $1 in
      --help | -h) fault_usage; exit 0 ;;
      --dir) folder=$(absolute "${2:?--dir needs a value}"); shift 2 ;;
      *) fail "Unknown option: $1. \`$0 --help\` shows more." ;;
    esac
  done
  require_tools
  mkdir -p "$folder"
  runs=$folder/$(basename "$0")
  rm -rf "$runs"
  mkdir -p "$runs"
  exec 3>&1 >&2
  trap clean_up EXIT
  fault
}

passed() { verdict PASSED "$1" 0; }
failed() { verdict FAILED "$1" 1; }

verdict() {
  verdict=$1
  printf 'verdict: %s %s: %s\n' "$1" "$(basename "$0")" "$2" >&3
  exit "$3"
}

clean_up() {
  local code=$? job cluster
  trap - EXIT
  for job in $(jobs -p); do kill -9 "$job" 2>/dev/null || true; done
  [[ -z $tmpfs ]] || umount "$tmpfs" || true
  for cluster in ${own_clusters[@]+"${own_clusters[@]}"}; do
    "$home/deploy/cluster/down" --dir "$cluster" || true
  done
  [[ -n $verdict ]] || printf 'verdict: FAILED %s: a step failed; see above\n' "$(basename "$0")" >&3
  exit $code
}

verdict='' tmpfs='' own_clusters=()

# use_cluster SERVICES [NAME]: one that runs already, as run-all has it, or one of this script's own
use_cluster() {
  dir=$folder/${2:-cluster}
  if ! "$home/deploy/cluster/status" --dir "$dir" >/dev/null 2>&1; then
    own_clusters+=("$dir")
    "$home/deploy/cluster/up" --dir "$dir" --services "$1" --memory 1500m >/dev/null 3>&-
  fi
  unset HADOOP_CONF_DIR SPARK_HOME
  source "$dir/environment"
  master=$(grep -oE 'spark://[0-9.]+:[0-9]+' "$dir/master.log" | head -n 1)
}

bitadapt() {
  local label=$1
  shift
  BITADAPT_LOGS=$runs/$label-log "$home/deploy/bin/bitadapt" --master "$master" --driver-memory 1g \
    --spark spark.executor.memory=1g "$@"
}

# The data set: ten classes of drawn images.
prepare_data() {
  [[ ! -f $folder/data/manifest.json ]] || return 0
  "$java" -cp "$home/jobs/spark/target/bitadapt.jar" "$home/deploy/cluster/faults/Images.java" "$folder/images" 300
  bitadapt preprocess preprocess --source cifar10 --input "$folder/images" --output "$folder/data"
}

readonly TRAINING=(
  --set network.name=resnet8 --set data.batch=32 --set train.epochs=4 --set train.averaging-period=5)
readonly SEARCH=(
  --set data.batch=32 --set netadapt.resource=macs --set netadapt.channel-multiple=4
  --set netadapt.reduction.initial-reduction=0.1 --set netadapt.reduction.decay=1
  --set netadapt.reduction.max-iterations=3 --set netadapt.reduction.budget=0.5
  --set netadapt.short-term.images=512 --set netadapt.short-term.held-out=200 --set netadapt.long-term.epochs=1
  --set netadapt.latency.warm-up-seconds=0.1 --set netadapt.latency.measure-seconds=0.1)

# start LABEL train|netadapt RUN [DATA]: in the background; $! is the driver
start() {
  local label=$1 command=$2 run=$3 data=${4:-$folder/data}
  local -a arguments
  case $command in
    train) arguments=(train --data "$data" --run "$run" "${TRAINING[@]}") ;;
    netadapt) arguments=(netadapt --model "$folder/undisturbed/train" --data "$data" --run "$run" "${SEARCH[@]}") ;;
  esac
  # The launcher becomes the driver's JVM: its process is the one to kill.
  BITADAPT_LOGS=$runs/$label-log "$home/deploy/bin/bitadapt" --master "$master" --driver-memory 1g \
    --spark spark.executor.memory=1g "${arguments[@]}" >"$runs/$label.out" 2>"$runs/$label.err" 3>&- &
  driver=$!
}

# finish LABEL: waits for the job that was started last, which must succeed
finish() {
  local code=0
  wait "$driver" || code=$?
  ((code == 0)) || { tail -n 5 "$runs/$1.err"; failed "the job $1 ended with exit code $code"; }
}

# undisturbed train|netadapt: the run to compare with, made once
undisturbed() {
  local run=$folder/undisturbed/$1
  ! grep -qs '"finished"' "$run/run.json" || return 0
  rm -rf "$run"
  [[ $1 != netadapt ]] || undisturbed train
  start "undisturbed-$1" "$1" "$run"
  finish "undisturbed-$1"
}

# await_true WHAT COMMAND...: until it succeeds, while the driver runs
await_true() {
  local what=$1 tick
  shift
  for ((tick = 0; tick < PATIENCE_SECONDS * 10; tick++)); do
    ! "$@" || return 0
    kill -0 "$driver" 2>/dev/null || failed "the job ended before $what"
    sleep 0.1
  done
  failed "$what did not happen within $PATIENCE_SECONDS s"
}

await_file() { await_true "there was $1" test -e "$1"; }

has_finished_proposal() { compgen -G "$1/search/iteration-00$2/*.zip" >/dev/null; }

# In the middle of an iteration: at least one of its proposals is done, and its winner is not chosen.
await_iteration() { await_true "a proposal of iteration $2 was done" has_finished_proposal "$1" "$2"; }

# The executor of this cluster that was started last.
an_executor() {
  local process arguments
  for process in /proc/[0-9]*; do
    arguments=$(arguments_of "${process#/proc/}" || true)
    if [[ $arguments == *CoarseGrainedExecutorBackend* && $arguments == *"$dir/spark/jars"* ]]; then
      # The 22nd field is when it was started.
      printf '%s %s\n' "$(cut -d ' ' -f 22 "$process/stat")" "${process#/proc/}"
    fi
  done | sort -n | tail -n 1 | cut -d ' ' -f 2
}

kill_an_executor() {
  local pid
  pid=$(an_executor)
  [[ -n $pid ]] || failed 'there was no executor to kill'
  say "killing executor process $pid"
  kill -9 "$pid"
}

# the driver's log of LABEL
log_of() { find "$runs/$1-log" -name 'bitadapt-*.log' | sort | tail -n 1; }

lost_an_executor() { grep -q 'Lost executor' "$(log_of "$1")"; }

kill_driver() {
  say "killing driver process $driver"
  kill -9 "$driver"
  wait "$driver" 2>/dev/null || true
}

without_times() { sed -E 's/"(imagesPerSecond|seconds)":[^,}]*,?//g' "$1"; }

# same_training UNDISTURBED RUN: metrics of every epoch and bytes of the model
same_training() {
  cmp -s <(without_times "$1/metrics.jsonl") <(without_times "$2/metrics.jsonl") || failed "other metrics in $2"
  cmp -s "$1/model.bnn" "$2/model.bnn" || failed "another model in $2"
}

# same_search UNDISTURBED RUN: every iteration's choice, the models chosen, and what the last one became
same_search() {
  local model
  cmp -s "$1/search/state.json" "$2/search/state.json" || failed "another search in $2"
  for model in "$1"/search/iteration-*/model.bnn; do
    cmp -s "$model" "$2${model#"$1"}" || failed "another winner in $2${model#"$1"}"
  done
  same_training "$1" "$2"
}

# No job runs, and nothing lies about that a crash left half-written.
no_leftovers() {
  local left
  left=$(find "$1" -name '.*.tmp' -o -name .lock)
  [[ -z $left ]] || failed "left behind: $left"
}
