# The processes of a cluster: started, awaited, listed and stopped. Sourced by the scripts beside this folder, which set
# `dir`, the cluster's folder: it holds NAME.pid and NAME.log of every process.

readonly START_SECONDS=180
readonly STOP_SECONDS=20

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

say() { printf '%s: %s\n' "$(basename "$0")" "$1" >&2; }

fail() {
  say "$1"
  exit "${2:-2}"
}

require_tools() {
  command -v "$java" >/dev/null || fail "No $java. Install a JDK 17 and set JAVA_HOME."
  [[ -d /proc/self ]] || fail 'No /proc. Clusters of one machine need Linux.'
}

require_count() { [[ $2 =~ ^[1-9][0-9]*$ ]] || fail "Invalid $1: $2 (must be 1 or more)"; }

require_memory() { [[ $2 =~ ^[1-9][0-9]*[mgMG]$ ]] || fail "Invalid $1: $2 (must be like 3g or 512m)"; }

# Tells folders of relative names apart in process lists.
absolute() { if [[ $1 == /* ]]; then printf '%s' "$1"; else printf '%s' "$PWD/$1"; fi; }

# The command line of a process, if it is there.
arguments_of() { { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null; }

# Reads a process number if the process is one of this cluster.
running() {
  local file=$dir/$1.pid pid
  [[ -f $file ]] || return 1
  pid=$(<"$file")
  [[ $(arguments_of "$pid") == *"$dir"* ]] && printf '%s' "$pid"
}

members() { find "$dir" -maxdepth 1 -name '*.pid' -printf '%f\n' 2>/dev/null | sed 's/\.pid$//' | sort; }

refuse_second_cluster() {
  local member
  while IFS= read -r member; do
    [[ -z $(running "$member" || true) ]] || fail "A cluster runs in $dir. Stop it with: $(dirname "$0")/down --dir $dir"
  done < <(members)
}

# A folder without what an older cluster left there to be mistaken for this one's.
clear_folder() {
  mkdir -p "$dir"
  rm -f "$dir"/*.pid "$dir"/*.log
}

# launch NAME HEAP CLASSPATH ARGUMENTS...: the class, its arguments, and before them what else the JVM is told
launch() {
  local name=$1 heap=$2 classpath=$3
  shift 3
  # Servers of small clusters are idle most of the time: quick to start and small matters, not peak speed.
  nohup "$java" "-Xmx$heap" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Dbitadapt.cluster=$dir" \
    "-Dlog4j2.configurationFile=$home/deploy/cluster/log4j2.properties" \
    -cp "$classpath" "$@" >"$dir/$name.log" 2>&1 </dev/null &
  echo $! >"$dir/$name.pid"
}

# await WHAT NAME PATTERN COUNT: until the log of NAME has the pattern that often
await() {
  local what=$1 name=$2 pattern=$3 count=$4 tick
  for ((tick = 0; tick < START_SECONDS * 5; tick++)); do
    (($(grep -cE "$pattern" "$dir/$name.log" 2>/dev/null || true) < count)) || return 0
    [[ -n $(running "$name") ]] || break
    sleep 0.2
  done
  say "$what did not come up in $START_SECONDS s; see $dir/*.log"
  tail -n 5 "$dir"/*.log >&2 || true
  stop_members
  exit 1
}

# Prints a line a process; fails if there is none or one has stopped.
list_members() {
  local member pid gone=0 count=0
  while IFS= read -r member; do
    count=$((count + 1))
    pid=$(running "$member" || true)
    printf '%-16s %s\n' "$member" "${pid:-stopped}"
    [[ -n $pid ]] || gone=$((gone + 1))
  done < <(members)
  ((count > 0)) || fail "No cluster in $dir." 1
  ((gone == 0))
}

stop_members() {
  local member
  local -a stopping=()
  while IFS= read -r member; do stopping+=("$member"); done < <(members)
  for member in ${stopping[@]+"${stopping[@]}"}; do
    kill "$(running "$member" || true)" 2>/dev/null || true
  done
  for member in ${stopping[@]+"${stopping[@]}"}; do
    await_end "$member"
    rm -f "$dir/$member.pid"
  done
}

await_end() {
  local pid tick
  for ((tick = 0; tick < STOP_SECONDS * 5; tick++)); do
    pid=$(running "$1" || true)
    [[ -n $pid ]] || return 0
    sleep 0.2
  done
  kill -9 "$pid" 2>/dev/null || true
}

# A port of this machine that nobody listens on, below those that the system gives to clients.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  printf '%s' "$port"
}
