#!/bin/sh
# Whether there is a Java for Spark (JAVA_HOME, or java on the PATH); if not, one line that says how to get one.
if [ -x "$JAVA_HOME/bin/java" ] || command -v java >/dev/null 2>&1; then exit 0; fi
echo "make spark skipped: Spark needs a Java 17 or newer. Set JAVA_HOME, or install one (Debian: apt-get install openjdk-17-jre-headless)."
exit 1
