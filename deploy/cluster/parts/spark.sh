# Spark standalone: a master and its workers, from the jars that the build brought. Sourced after processes.sh.

classpath=$home/jobs/spark/target/spark.classpath

# Spark looks for its jars in a folder of that name; workers start executors from it.
lay_out_spark() {
  local path
  # Builds what is missing.
  "$home/deploy/bin/bitadapt" --version >/dev/null
  mkdir -p "$dir/spark/jars"
  find "$dir/spark/jars" -type l -delete
  # The file has no line break at its end; the last jar counts all the same.
  tr ':' '\n' <"$classpath" | while IFS= read -r path || [[ -n $path ]]; do ln -sf "$path" "$dir/spark/jars/"; done
}

# start_spark PORT WORKERS CORES MEMORY
start_spark() {
  local worker
  export SPARK_HOME=$dir/spark SPARK_SCALA_VERSION=2.12 SPARK_LOCAL_IP=127.0.0.1 OMP_NUM_THREADS=1
  launch master 512m "$dir/spark/jars/*" org.apache.spark.deploy.master.Master \
    --host 127.0.0.1 --port "$1" --webui-port 0
  await 'The master' master 'Starting Spark master at spark://' 1
  for ((worker = 1; worker <= $2; worker++)); do
    launch "worker-$worker" 512m "$dir/spark/jars/*" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 \
      --webui-port 0 --cores "$3" --memory "$4" --work-dir "$dir/work-$worker" "$(spark_url)"
  done
  await "$2 workers" master 'Registering worker' "$2"
}

spark_url() { grep -oE 'spark://[0-9.]+:[0-9]+' "$dir/master.log" 2>/dev/null | head -n 1; }

spark_page() { grep -oE 'started at http://[0-9.]+:[0-9]+' "$dir/master.log" 2>/dev/null | head -n 1 | cut -d ' ' -f 3; }
