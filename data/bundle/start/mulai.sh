#!/bin/sh
# Memulai Peta Patuh di Linux: sh mulai.sh        Starts Peta Patuh on Linux
# Hanya memeriksa:         sh mulai.sh --periksa  Only looks whether all is ready
cd "$(dirname "$0")" || exit 1
found=""
for name in ${PETA_PYTHON:-python3.13 python3.12 python3.11 python3}; do
  said=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
  case $said in
    3.11 | 3.12 | 3.13) exec "$name" mulai.py "$@" ;;
    *) found="$found $name=$said" ;;
  esac
done
echo "Python 3.11, 3.12 atau 3.13 tidak ada di komputer ini (yang ada:${found:- tidak ada}). Pasang salah satunya, lalu jalankan lagi." >&2
echo "Python 3.11, 3.12 or 3.13 is not on this computer (found:${found:- none}). Install one of them and start again." >&2
exit 1
