#!/bin/sh
# What a service manager does for a kubelet: starts it again whenever it ends, and ends it when a file says so, since who
# is in a container cannot send it a signal. Arguments: a directory for that file (restart) and for the kubelet's pid
# (pid), the kubelet's configuration of credential providers, then its command line. While a text is in the file refused,
# a kubelet whose configuration has that text ends at its start: its command line then has a flag that there is not.
set -u
directory="$1"
providers="$2"
shift 2
while :; do
  if [ -s "$directory/refused" ] && grep --quiet --fixed-strings --file "$directory/refused" "$providers"; then
    "$@" --refused &
  else
    "$@" &
  fi
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
