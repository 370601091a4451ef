#!/bin/sh
# Unpacks the jar into a folder and writes the JVM's cache of its classes beside it, so that the hub starts in less than half
# the processor time:
#
#   deploy/prepare-start.sh target/patchbay.jar /opt/patchbay
#   java @/opt/patchbay/start
#
# Java 25 or later writes an AOT cache (JEP 514), earlier ones a class data archive (JEP 350). Either holds for the java that
# wrote it, which is JAVA_HOME's or the one on the path, and for the folder where it was written. The hub that is started for
# it has an embedded database of its own, no address of a provider and none of this shell's environment but
# PATCHBAY_CONFIG_DIR and PATCHBAY_ROUTES_DIR. PREPARE_PORT names its port (18099).
set -eu

[ $# -eq 2 ] || { echo "usage: $0 JAR FOLDER" >&2; exit 2; }
jar=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
port=${PREPARE_PORT:-18099}
config=$(cd "${PATCHBAY_CONFIG_DIR:-connectors-config}" && pwd)
routes=$(cd "${PATCHBAY_ROUTES_DIR:-routes}" && pwd)
work=$(mktemp -d)
hub=
trap 'if [ -n "$hub" ]; then kill "$hub" 2>/dev/null || true; wait "$hub" || true; fi; rm -rf "$work"' EXIT

rm -rf "$folder/lib" "$folder/patchbay.jar" "$folder/patchbay.aot" "$folder/patchbay.jsa" "$folder/start"
cp "$jar" "$work/patchbay.jar"
"$java" -Djarmode=tools -jar "$work/patchbay.jar" extract --force --destination "$folder"

if "$java" -XX:+PrintFlagsFinal -version 2>/dev/null | grep -q AOTCacheOutput; then
  cache=$folder/patchbay.aot
  write=-XX:AOTCacheOutput=$cache
  read=-XX:AOTCache=$cache
else
  cache=$folder/patchbay.jsa
  write=-XX:ArchiveClassesAtExit=$cache
  read=-XX:SharedArchiveFile=$cache
fi

env -i PATH="$PATH" SERVER_ADDRESS=127.0.0.1 SERVER_PORT="$port" PATCHBAY_DATA_DIR="$work/data" \
  PATCHBAY_CONFIG_DIR="$config" PATCHBAY_ROUTES_DIR="$routes" \
  JIRA_BASE_URL=http://127.0.0.1:9 JIRA_EMAIL=nobody@example.com JIRA_API_TOKEN=none \
  SLACK_BASE_URL=http://127.0.0.1:9/api SLACK_BOT_TOKEN=none \
  PAGERDUTY_EVENTS_URL=http://127.0.0.1:9 PAGERDUTY_API_URL=http://127.0.0.1:9 PAGERDUTY_API_TOKEN=none \
  PAGERDUTY_ROUTING_KEY=00000000000000000000000000000000 SOURCE_GENERIC_SECRET=whsec_bm8gc2VjcmV0OiBubyBjYWxsIGNvbWVzIGluIGhlcmU= \
  "$java" -Xmx256m -Djava.io.tmpdir="$work" "$write" -jar "$folder/patchbay.jar" >"$work/log" 2>&1 &
hub=$!
left=120
until curl -sf -o "$work/ready" --max-time 2 "http://127.0.0.1:$port/actuator/health/readiness"; do
  left=$((left - 1))
  if [ "$left" -eq 0 ] || ! kill -0 "$hub" 2>/dev/null; then
    echo "the hub did not become ready; the end of its log:" >&2
    tail -20 "$work/log" >&2
    exit 1
  fi
  sleep 1
done
kill "$hub"
wait "$hub" || true
hub=
[ -s "$cache" ] || { echo "the JVM wrote no $cache; the end of the hub's log:" >&2; tail -20 "$work/log" >&2; exit 1; }
printf '%s\n' "$read" -jar "\"$folder/patchbay.jar\"" >"$folder/start"
echo "start the hub with: $java @$folder/start"
