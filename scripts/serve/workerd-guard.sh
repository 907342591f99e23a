#!/bin/sh
# Starts in place of workerd (MINIFLARE_WORKERD_PATH) and becomes workerd, under the same process id, after three precautions:
#   setpriv --pdeathsig KILL   if serve.ts dies, even by SIGKILL, the kernel ends workerd, so that no orphan keeps serving;
#   setsid                     Ctrl-C and signals to the process group reach serve.ts only, which lets requests finish;
#   flock                      two workerds would write to the same objects, so this waits until an earlier one is gone.
# Without these tools it only records its process id. (On Debian they are in essential packages; macOS has none of them.)
# scripts/serve/guard.ts sets SERVE_PID, SERVE_STATE and SERVE_WORKERD.
if [ "$1" != --guarded ]; then
  if ! command -v setpriv >/dev/null || ! command -v setsid >/dev/null || ! command -v flock >/dev/null; then
    echo $$ >"$SERVE_STATE/workerd.pid"
    exec "$SERVE_WORKERD" "$@"
  fi
  exec setpriv --pdeathsig KILL setsid sh "$0" --guarded "$@"
fi
shift
# serve.ts may have died before the kernel watched it, so stop unless it is still the parent.
[ "$PPID" = "$SERVE_PID" ] || exit 1
echo $$ >"$SERVE_STATE/workerd.pid"
exec flock --timeout 20 --no-fork "$SERVE_STATE/workerd.lock" "$SERVE_WORKERD" "$@"
