# HDFS and YARN, from the jars that Maven brings for deploy/cluster/hadoop/pom.xml. Sourced after processes.sh.

readonly DATANODES=2
readonly HADOOP_HEAP=256m

hadoop=$home/deploy/cluster/hadoop
hadoop_classpath=$hadoop/target/hadoop.classpath

# The class path names files of the local Maven repository; it is stale when they are gone.
find_hadoop() {
  local first
  if [[ -f $hadoop_classpath && $hadoop_classpath -nt $hadoop/pom.xml ]]; then
    first=$(cut -d : -f 1 "$hadoop_classpath")
    [[ ! -f $first ]] || return 0
  fi
  say "asking Maven for Hadoop's servers; the first time this downloads them"
  (cd "$home" && ./mvnw -B -q -f "$hadoop/pom.xml" dependency:build-classpath) >&2 \
    || fail "Maven could not bring Hadoop's servers" 1
}

# configure MEMORY CORES: writes the cluster's configuration, with ports of its own, into $dir/conf
configure() {
  local template
  mkdir -p "$dir/conf"
  local -a values=(
    -e "s|@DIR@|$dir|g" -e "s|@DATANODES@|$DATANODES|g"
    -e "s|@MEMORY@|$(megabytes "$1")|g" -e "s|@CORES@|$2|g"
  )
  local name
  for name in NAMENODE NAMENODE_PAGES RESOURCEMANAGER SCHEDULER TRACKER ADMIN RESOURCEMANAGER_PAGES; do
    values+=(-e "s|@${name}_PORT@|$(free_port)|g")
  done
  for template in "$home"/deploy/cluster/conf/*.xml; do
    sed "${values[@]}" "$template" >"$dir/conf/$(basename "$template")"
  done
}

megabytes() {
  local number=${1%[mgMG]}
  case $1 in
    *[gG]) printf '%s' $((number * 1024)) ;;
    *) printf '%s' "$number" ;;
  esac
}

# setting FILE NAME: a value of the written configuration
setting() { sed -n "s|.*<name>$2</name><value>\(.*\)</value>.*|\1|p" "$dir/conf/$1"; }

# hadoop_process NAME CLASS ARGUMENTS...: with folders of its own where processes of a kind must not share them
hadoop_process() {
  local name=$1
  shift
  export HADOOP_CONF_DIR=$dir/conf
  launch "$name" "$HADOOP_HEAP" "$dir/conf:$(<"$hadoop_classpath")" --add-opens=java.base/java.lang=ALL-UNNAMED \
    "-Dbitadapt.process=$dir/$name" "$@"
}

start_hdfs() {
  local node
  [[ -d $dir/namenode/current ]] || format_namenode
  hadoop_process namenode org.apache.hadoop.hdfs.server.namenode.NameNode
  for ((node = 1; node <= DATANODES; node++)); do
    hadoop_process "datanode-$node" org.apache.hadoop.hdfs.server.datanode.DataNode
  done
  await "$DATANODES DataNodes" namenode 'BLOCK\* registerDatanode' "$DATANODES"
  await 'HDFS' namenode 'STATE\* Leaving safe mode|STATE\* Safe mode is OFF' 1
}

format_namenode() {
  "$java" -Xmx"$HADOOP_HEAP" "-Dlog4j2.configurationFile=$home/deploy/cluster/log4j2.properties" \
    -cp "$dir/conf:$(<"$hadoop_classpath")" org.apache.hadoop.hdfs.server.namenode.NameNode \
    -format -nonInteractive >"$dir/format.log" 2>&1 || fail "HDFS could not be formatted; see $dir/format.log" 1
}

# start_yarn NODEMANAGERS
start_yarn() {
  local node
  # Containers start the JVM of this variable.
  JAVA_HOME=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
  export JAVA_HOME
  hadoop_process resourcemanager org.apache.hadoop.yarn.server.resourcemanager.ResourceManager
  for ((node = 1; node <= $1; node++)); do
    hadoop_process "nodemanager-$node" org.apache.hadoop.yarn.server.nodemanager.NodeManager
  done
  await "$1 NodeManagers" resourcemanager 'NodeManager from node .* registered' "$1"
}

hdfs_uri() { setting core-site.xml fs.defaultFS; }

hdfs_page() { printf 'http://%s' "$(setting hdfs-site.xml dfs.namenode.http-address)"; }

yarn_page() { printf 'http://%s' "$(setting yarn-site.xml yarn.resourcemanager.webapp.address)"; }
