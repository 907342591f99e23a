#!/bin/sh
# Stands in for workerd (MINIFLARE_WORKERD_PATH) and becomes it, under the same process id, after three precautions:
#   setpriv --pdeathsig KILL   when serve.ts dies, even by SIGKILL, the kernel ends workerd too: no orphan goes on serving;
#   setsid                     Ctrl-C, and signals to the process group, reach serve.ts only, which lets requests finish;
#   flock                      waits until an earlier workerd on this folder is gone: two would both write to the same objects.
# Without these tools (they are essential packages on Debian; macOS has none of them) it only leaves its process id.
# Set by serve.ts: SERVE_PID, SERVE_STATE, SERVE_WORKERD.
if [ "$1" != --guarded ]; then
  if ! command -v setpriv >/dev/null || ! command -v setsid >/dev/null || ! command -v flock >/dev/null; then
    echo $$ >"$SERVE_STATE/workerd.pid"
    exec "$SERVE_WORKERD" "$@"
  fi
  exec setpriv --pdeathsig KILL setsid sh "$0" --guarded "$@"
fi
shift
# serve.ts may have died before the kernel was told to watch it.
[ "$PPID" = "$SERVE_PID" ] || exit 1
echo $$ >"$SERVE_STATE/workerd.pid"
exec flock --timeout 20 --no-fork "$SERVE_STATE/workerd.lock" "$SERVE_WORKERD" "$@"
