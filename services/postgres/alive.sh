#!/bin/sh
# Liveness: fails only where the server does not answer at all. One that recovers, starts or stops
# answers that it does (exit code 1), and a restart would have it begin again.
pg_isready --quiet --timeout 5 --host /run/postgresql --username postgres --dbname postgres
[ $? -le 1 ]
