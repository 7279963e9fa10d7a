#!/bin/sh
# restore.sh FILE: puts a dump of backup.sh into the EMPTY database at DATABASE_URL, all of it or nothing. Stop servers and workers
# of that database first. To go back to an old state, restore into a new database and point DATABASE_URL there: what is broken stays
# for looking at.
set -eu
file=${1:?restore.sh: no file was given; a dump of backup.sh was needed; call restore.sh FILE}
: "${DATABASE_URL:?restore.sh: it is not set; the address of an empty database was needed; set it}"
tables=$(psql --no-psqlrc --tuples-only --no-align --dbname="$DATABASE_URL" \
  --command="select count(*) from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')")
if [ "$tables" -ne 0 ]; then
  echo "restore.sh: the database holds $tables tables; an empty one was needed; create one with createdb --encoding UTF8 --template template0 NAME" >&2
  exit 1
fi
pg_restore --exit-on-error --single-transaction --no-owner --no-privileges --dbname="$DATABASE_URL" "$file"
psql --no-psqlrc --quiet --dbname="$DATABASE_URL" --command='analyze'
