# Where a cluster's servers are, for people and for jobs. Sourced after the other parts.

# Spark's settings of jobs on this cluster: the project's, the loopback interface, and Spark's jars where they are already.
# Without HDFS there is no configuration of Hadoop to point to.
write_environment() {
  mkdir -p "$dir/conf"
  {
    cat "$home/conf/spark-defaults.conf"
    cat <<TEXT

# Of this cluster.
spark.driver.host                       127.0.0.1
spark.driver.bindAddress                127.0.0.1
spark.executorEnv.SPARK_LOCAL_IP        127.0.0.1
spark.yarn.appMasterEnv.SPARK_LOCAL_IP  127.0.0.1
spark.yarn.jars                         local:$dir/spark/jars/*
# Two executors, or one and a driver, on a worker of the default size.
spark.executor.memory                   1g
spark.executor.memoryOverhead           512m
TEXT
  } >"$dir/conf/spark-defaults.conf"
  {
    # The pages of drivers would listen on every interface.
    echo "export SPARK_CONF_DIR=$dir/conf SPARK_LOCAL_IP=127.0.0.1"
    [[ ! -f $dir/conf/core-site.xml ]] || echo "export HADOOP_CONF_DIR=$dir/conf"
  } >"$dir/environment"
}

show_addresses() {
  [[ -z $(running namenode || true) ]] || printf 'HDFS   %s  pages %s\n' "$(hdfs_uri)" "$(hdfs_page)"
  [[ -z $(running resourcemanager || true) ]] || printf 'YARN   %s  pages %s\n' "$dir/conf" "$(yarn_page)"
  [[ -z $(running master || true) ]] || printf 'Spark  %s  pages %s\n' "$(spark_url)" "$(spark_page)"
  cat <<TEXT
Use it:
  source $dir/environment
TEXT
  [[ -z $(running namenode || true) ]] || echo "  deploy/cluster/fs --dir $dir -put images /images"
  [[ -z $(running resourcemanager || true) ]] \
    || echo '  deploy/bin/bitadapt --master yarn train --data hdfs:///datasets/NAME --run hdfs:///runs/NAME ...'
  [[ -z $(running master || true) ]] || echo "  deploy/bin/bitadapt --master $(spark_url) train ..."
}
