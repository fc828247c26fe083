# Types what a page shows, in one shell, as its reader does. $1: a folder with 000.sh, 001.sh, …; beside each it leaves what
# was printed (.out), which commands failed (.failed), and how the last one ended (.exit).

trap 'echo "$BASH_COMMAND: exit code $?" >>"${typed%.sh}.failed"' ERR
for typed in "$1"/*.sh; do
  . "$typed" >"${typed%.sh}.out" 2>&1
  echo "$?" >"${typed%.sh}.exit"
done
