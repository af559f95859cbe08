#!/usr/bin/env bash
# A DM client that is curl: one session with a server that sends what tests/peers/commands.jsonl says.
# usage: client.sh URL draft|published
set -euo pipefail

command -v curl >/dev/null || { echo "curl is missing: this test needs it" >&2; exit 127; }
url=$1
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

case $2 in
  published)
    accept='application/vnd.oma.dm.request+json'
    device='OMADM-DevID: IMEI:356938035643809'
    answer=application/vnd.oma.dm.response+json
    first='{"Status":[{"sc":404},{"sc":200}]}'
    second='{"Status":[{"sc":202}],"Alert":[{"AlertType":"urn:oma:at:x:1.0"}]}'
    packages=(
      '{"CMD":[["DELETE","urn:oma:mo:x:1.0//a"],["GET","urn:oma:mo:x:1.0//"]]}'
      '{"CMD":[["EXEC","urn:oma:mo:x:1.0//Reset"]]}'
      '{"CMD":[["END"]]}'
    )
    ;;
  draft)
    accept='application/dm20, application/tnds20'
    device='X-OMADMDevID: IMEI:356938035643809'
    answer=application/dm20status
    first=$'404\r\n200\r\n'
    second=$'202\r\n'
    packages=(
      $'DELETE urn:oma:mo:x:1.0//a\r\nINCLUDE urn:oma:mo:x:1.0//\r\n'
      $'EXEC urn:oma:mo:x:1.0//Reset\r\n'
      $'END\r\n'
    )
    ;;
esac

# post CONTENT-TYPE STATUS, the body on standard input: prints what came back.
post() {
  local status
  status=$(curl -sS -X POST --data-binary @- -H "Content-Type: $1" -H "Accept: $accept" -H "$device" \
    -H 'Expect:' -D "$folder/headers" -o "$folder/body" -w '%{http_code}' "$url")
  [ "$status" = "$2" ] || { echo "status $status instead of $2: $(cat "$folder/body")" >&2; exit 1; }
}

# expect PACKAGE: what came back is this, byte by byte, in the media type that was asked for.
expect() {
  printf %s "$1" | cmp - "$folder/body" >&2 || { cat "$folder/body" >&2; exit 1; }
  grep -qi "^content-type: ${accept%%,*}"$'\r$' "$folder/headers" || { cat "$folder/headers" >&2; exit 1; }
}

# A Package#3 before there is a session.
printf %s "$second" | post "$answer" 409

printf %s '{"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt"}]}' |
  post application/vnd.oma.dm.initiation+json 200
expect "${packages[0]}"

printf -- '--b\r\nContent-Type: %s\r\n\r\n%s\r\n--b\r\nContent-Type: %s\r\n\r\n%s\r\n--b--\r\n' "$answer" "$first" \
  application/vnd.oma.dm.mo+json '[{"ClientURI":"urn:oma:mo:x:1.0//","MOData":{"X":{"b":1}}}]' |
  post 'multipart/mixed; boundary=b' 200
expect "${packages[1]}"

printf %s "$second" | post "$answer" 200
expect "${packages[2]}"

# The session is over.
printf %s "$second" | post "$answer" 409
echo done
