#!/bin/sh
# Chromium for the browser tests: installed as root on Debian, otherwise the one missing command is said.
set -e
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core
  exit 0
fi
echo "Chromium is missing. Install it with: sudo apt-get install chromium" >&2
exit 1
