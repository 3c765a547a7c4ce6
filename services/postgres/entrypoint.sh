#!/bin/sh
# Starts PostgreSQL from whatever the volume holds: nothing, what an interrupted first start left, or a
# database that was killed. It may itself be killed at any moment: each step is either done as a whole
# or done again by the next start.
#
#   DATABASE                                  the application's database
#   /var/lib/postgresql                       the volume
#   /etc/tare/postgres/passwords/{owner,app}  of the two roles, as they shall be
#   /etc/tare/postgres/settings/settings.conf settings; without it, PostgreSQL's own
#   /etc/tare/postgres/tls/tls.{crt,key}      certificate; without it, one of this start alone
set -eu
umask 077

CONFIG=/etc/postgresql/postgresql.conf
VOLUME=/var/lib/postgresql
PGDATA=$VOLUME/17
ROLES=/etc/tare/postgres/passwords
TLS=/etc/tare/postgres/tls
RUN=/run/postgresql

child=
stopping=
# What stops the child. PostgreSQL as a server calls a fast shutdown SIGINT; by itself (--single) it
# takes that for the end of a command.
signal=TERM

refuse() {
  echo "postgres: $1" >&2
  exit 78
}

stop() {
  stopping=yes
  if [ -n "$child" ]; then kill -s "$signal" "$child" 2>/dev/null || :; fi
}

# Runs a command that a signal can stop, and gives its exit code. A shell gives what it does not wait
# for an empty standard input, unless told otherwise.
interruptible() {
  { "$@" <&3 & } 3<&0
  child=$!
  if [ -n "$stopping" ]; then stop; fi
  code=0
  wait "$child" || code=$?
  # A signal ends the waiting, not yet the command.
  while kill -0 "$child" 2>/dev/null; do
    code=0
    wait "$child" || code=$?
  done
  child=
  return "$code"
}

# Ends quietly where a step failed because it was stopped.
step() {
  what=$1
  shift
  if [ -n "$stopping" ]; then exit 0; fi
  interruptible "$@" || {
    if [ -n "$stopping" ]; then exit 0; fi
    refuse "$what failed: the reason is above"
  }
}

check_inputs() {
  case ${DATABASE:-} in
  '' | [!a-z]* | *[!a-z0-9_]* | postgres | template0 | template1)
    refuse "DATABASE (${DATABASE:-}) must be a name of lower-case letters, digits and _ that starts with a letter, and none of PostgreSQL's own"
    ;;
  esac
  for role in owner app; do
    if ! [ -s "$ROLES/$role" ]; then
      refuse "$ROLES/$role must hold the password of the role $role: mount the Secret there"
    fi
  done
}

# PostgreSQL prints one line for each bad setting; the first is enough to find the place. It does so
# without a database, of which it only wants to see a folder with this one file.
check_settings() {
  : >"$RUN/postgresql.auto.conf"
  said=$(postgres -D "$RUN" -c config_file="$CONFIG" -C max_connections 2>&1 >/dev/null) && return
  first=${said%%
*}
  refuse "the settings are not PostgreSQL's: ${first#*:  }"
}

# A copy that is its user's alone, as PostgreSQL wants it; a Secret's file belongs to root. Clients
# know the server by what it knows of their password (channel binding), so where no certificate is
# given, a new one is as good as the last, and its key is never stored.
provide_certificate() {
  if [ -e "$TLS/tls.key" ]; then
    cp "$TLS/tls.crt" "$TLS/tls.key" "$RUN/"
    chmod 0600 "$RUN/tls.crt" "$RUN/tls.key"
    return
  fi
  openssl req -x509 -config /dev/null -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
    -subj "/CN=postgres" -keyout "$RUN/tls.key" -out "$RUN/tls.crt" 2>/dev/null ||
    refuse "no certificate can be made in $RUN: it must be a folder that can be written"
}

# The folder gets its name when all of it is on the disk: it is whole, or it is not there.
provide_database_folder() {
  if [ -e "$PGDATA/PG_VERSION" ]; then return; fi
  rm -rf "$PGDATA.new"
  step "initdb" initdb --pgdata "$PGDATA.new" --username postgres --data-checksums \
    --auth-local peer --auth-host scram-sha-256 --encoding UTF8 \
    --locale C --locale-provider builtin --builtin-locale C.UTF-8 >/dev/null
  mv -T "$PGDATA.new" "$PGDATA" ||
    refuse "$PGDATA holds something that is no database: move it away"
  sync "$VOLUME"
}

# Commands of standard input, by a server of one process that nobody can connect to. What a command
# says may hold a password, so that an error shows neither the command nor its context. Takes the place
# of its shell, so that a signal reaches it.
alone() {
  exec postgres --single -D "$PGDATA" -c config_file="$CONFIG" -j -c exit_on_error=true \
    -c log_min_error_statement=panic -c log_error_verbosity=terse -c log_checkpoints=off "$@"
}

find_database() {
  found=$(echo "select datname from pg_database where datname = '$DATABASE'" | alone postgres)
  case $found in *"\"$DATABASE\""*) ;; *) return 1 ;; esac
}

make_database() {
  find_database || echo "create database $DATABASE" | alone postgres >/dev/null
}

provide_roles() {
  step "making the roles" alone postgres </etc/postgresql/roles.sql >/dev/null
  step "making the database" make_database
  step "granting rights" alone "$DATABASE" </etc/postgresql/rights.sql >/dev/null
}

trap stop TERM INT
check_inputs
check_settings
provide_certificate
provide_database_folder
# Kubernetes gives a volume's files to the pod's group, and PostgreSQL refuses a folder like that.
chmod 0700 "$PGDATA"
provide_roles
if [ -n "$stopping" ]; then exit 0; fi
signal=INT
interruptible postgres -D "$PGDATA" -c config_file="$CONFIG"
