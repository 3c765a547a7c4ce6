#!/bin/sh
# A database `shop` with its two roles. It holds nothing of value, and is fast instead of durable.
set -e
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >/dev/null
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  postgres --single -j postgres >/dev/null <<SQL
CREATE ROLE shop_owner LOGIN PASSWORD 'owner-of-the-test';

CREATE ROLE shop_app LOGIN PASSWORD 'app-of-the-test';

CREATE DATABASE shop OWNER shop_owner;

SQL
fi
exec postgres -c listen_addresses='*' -c fsync=off -c max_connections=50 -c unix_socket_directories=/tmp
