#!/bin/sh
# Answers each request with what the database says now. Runs as www-data, which MariaDB knows by
# its Unix account and lets read this one table.
set -u

query='SELECT text FROM site.greeting'
if ! text=$(mariadb --user=www-data --batch --skip-column-names --execute="$query" 2>&1); then
  printf 'Status: 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
  printf 'The database does not answer.\n'
  printf 'greeting.cgi: %s\n' "$text" >&2
  exit 0
fi

printf 'Content-Type: text/plain; charset=utf-8\r\n\r\n%s\n' "$text"
