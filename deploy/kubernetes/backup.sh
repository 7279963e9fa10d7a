#!/bin/sh
# backup.sh FOLDER: dumps the database at DATABASE_URL into FOLDER/glassbox-TIME.dump, in one transaction while replicas serve,
# and keeps the newest KEEP (14). A dump that pg_restore can't list is not kept.
set -eu
folder=${1:?backup.sh: no folder was given; one for the dumps was needed; call backup.sh FOLDER}
: "${DATABASE_URL:?backup.sh: it is not set; the address of the Postgres was needed; set it}"
umask 077
file="$folder/glassbox-$(date -u +%Y%m%dT%H%M%SZ).dump"
trap 'rm -f "$file.part"' EXIT
pg_dump --format=custom --no-owner --no-privileges --dbname="$DATABASE_URL" --file="$file.part"
pg_restore --list "$file.part" > /dev/null
mv "$file.part" "$file"
ls -1t "$folder"/glassbox-*.dump | tail -n +$((${KEEP:-14} + 1)) | while read -r old; do rm -f "$old"; done
echo "$file"
