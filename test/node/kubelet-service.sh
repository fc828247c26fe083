#!/bin/sh
# What a service manager does for a kubelet: starts it again whenever it ends, and ends it when a file says so, since who
# is in a container cannot send it a signal. Arguments: a directory for that file (restart) and for the kubelet's pid
# (pid), then its command line.
set -u
directory="$1"
shift
while :; do
  "$@" &
  echo "$!" >"$directory/pid"
  while kill -0 "$!" 2>/dev/null; do
    if [ -e "$directory/restart" ]; then
      kill "$!"
      wait "$!"
      rm "$directory/restart"
    fi
    sleep 0.2
  done
  wait "$!"
  echo "kubelet-service: the kubelet has ended"
  sleep 1
done
