// A curl for each route, and the names in them, made by npm run docs of docs/api-examples.md.

export const CALLS: Readonly<Record<string, string>> = {
  "POST /auth": "curl -s $S/auth -d username=admin -d password=$PASSWORD",
  "POST /auth/confirm": 'curl -s -X POST $S/auth/confirm -H "PI-Authorization: $TOKEN"',
  "DELETE /auth": 'curl -s -X DELETE $S/auth -H "PI-Authorization: $TOKEN"',
  "DELETE /auth/sessions": 'curl -s -X DELETE $S/auth/sessions -H "PI-Authorization: $TOKEN"',
  "GET /auth/rights": 'curl -s $S/auth/rights -H "PI-Authorization: $TOKEN"',
  "GET /validate/check": "curl -s -G $S/validate/check -d user=alice -d pass=2468",
  "POST /validate/check": "curl -s $S/validate/check -d user=alice -d pass=2468",
  "GET /validate/samlcheck": "curl -s -G $S/validate/samlcheck -d user=alice -d transaction_id=$ID",
  "POST /validate/samlcheck": "curl -s $S/validate/samlcheck -d user=alice -d transaction_id=$ID",
  "GET /validate/radiuscheck": "curl -s -G $S/validate/radiuscheck -d user=alice -d transaction_id=$ID",
  "POST /validate/radiuscheck": "curl -s $S/validate/radiuscheck -d user=alice -d transaction_id=$ID",
  "GET /validate/triggerchallenge":
    'curl -s -G $S/validate/triggerchallenge -H "PI-Authorization: $TOKEN" -d user=alice -d image_format=svg',
  "POST /validate/triggerchallenge":
    'curl -s $S/validate/triggerchallenge -H "PI-Authorization: $TOKEN" -d user=alice -d image_format=svg',
  "GET /validate/initialize": 'curl -s "$S/validate/initialize?type=passkey"',
  "POST /validate/initialize": 'curl -s -X POST "$S/validate/initialize?type=passkey"',
  "GET /validate/capabilities": 'curl -s $S/validate/capabilities -H "PI-Authorization: $TOKEN"',
  "GET /validate/polltransaction": 'curl -s "$S/validate/polltransaction?transaction_id=$ID"',
  "GET /validate/polltransaction/:id": "curl -s $S/validate/polltransaction/$ID",
  "GET /validate/pollenrollment": 'curl -s "$S/validate/pollenrollment?enrollment_id=$ENROLMENT"',
  "GET /validate/pollenrollment/:id": "curl -s $S/validate/pollenrollment/$ENROLMENT",
  "GET /validate/events/:id": "curl -s $S/validate/events/$ID",
  "GET /validate/events/enrollment/:id": "curl -s $S/validate/events/enrollment/$ENROLMENT",
  "POST /token/init": 'curl -s $S/token/init -H "PI-Authorization: $TOKEN" -d type=tiqr -d user=alice -d pin=2468',
  "GET /token/": 'curl -s "$S/token/?user=alice" -H "PI-Authorization: $TOKEN"',
  "DELETE /token/:serial": 'curl -s -X DELETE $S/token/BOB1 -H "PI-Authorization: $TOKEN"',
  "POST /token/enable": 'curl -s $S/token/enable -H "PI-Authorization: $TOKEN" -d user=bob@staff',
  "POST /token/enable/:serial": 'curl -s -X POST $S/token/enable/$SERIAL -H "PI-Authorization: $TOKEN"',
  "POST /token/disable": 'curl -s $S/token/disable -H "PI-Authorization: $TOKEN" -d serial=BOB1',
  "POST /token/disable/:serial": 'curl -s -X POST $S/token/disable/BOB1 -H "PI-Authorization: $TOKEN"',
  "POST /token/reset": 'curl -s $S/token/reset -H "PI-Authorization: $TOKEN" -d locked_since=3600 -d preview=true',
  "POST /token/reset/:serial": 'curl -s -X POST $S/token/reset/BOB1 -H "PI-Authorization: $TOKEN"',
  "POST /token/revoke": 'curl -s $S/token/revoke -H "PI-Authorization: $TOKEN" -d serial=BOB1',
  "POST /token/revoke/:serial": 'curl -s -X POST $S/token/revoke/BOB1 -H "PI-Authorization: $TOKEN"',
  "POST /token/unassign": 'curl -s $S/token/unassign -H "PI-Authorization: $TOKEN" -d serial=BOB1',
  "POST /token/unassign/:serial": 'curl -s -X POST $S/token/unassign/BOB1 -H "PI-Authorization: $TOKEN"',
  "POST /token/setpin": 'curl -s $S/token/setpin -H "PI-Authorization: $TOKEN" -d serial=BOB1 -d otppin=97531',
  "POST /token/setpin/:serial": 'curl -s $S/token/setpin/BOB1 -H "PI-Authorization: $TOKEN" -d otppin=97531',
  "POST /token/setrandompin": 'curl -s $S/token/setrandompin -H "PI-Authorization: $TOKEN" -d serial=BOB1',
  "POST /token/setrandompin/:serial": 'curl -s -X POST $S/token/setrandompin/BOB1 -H "PI-Authorization: $TOKEN"',
  "POST /token/set":
    'curl -s $S/token/set -H "PI-Authorization: $TOKEN" -d serial=BOB1 -d max_failcount=5 -d description=Office',
  "POST /token/set/:serial":
    'curl -s $S/token/set/BOB1 -H "PI-Authorization: $TOKEN" -d max_failcount=5 -d description=Office',
  "POST /token/description":
    'curl -s $S/token/description -H "PI-Authorization: $TOKEN" -d serial=BOB1 --data-urlencode "description=Bob\'s phone"',
  "POST /token/description/:serial":
    'curl -s $S/token/description/BOB1 -H "PI-Authorization: $TOKEN" --data-urlencode "description=Bob\'s phone"',
  "POST /token/assign":
    'curl -s $S/token/assign -H "PI-Authorization: $TOKEN" -d serial=BOB1 -d user=bob -d realm=staff',
  "POST /token/info/:serial/:key": 'curl -s $S/token/info/BOB1/desk -H "PI-Authorization: $TOKEN" -d value=4.17',
  "DELETE /token/info/:serial/:key": 'curl -s -X DELETE $S/token/info/BOB1/desk -H "PI-Authorization: $TOKEN"',
  "POST /token/enrollmentlink": 'curl -s $S/token/enrollmentlink -H "PI-Authorization: $TOKEN" -d user=dave',
  "GET /token/enrollmentlink": 'curl -s "$S/token/enrollmentlink?user=dave" -H "PI-Authorization: $TOKEN"',
  "DELETE /token/enrollmentlink/:id":
    'curl -s -X DELETE $S/token/enrollmentlink/$LINK_ID -H "PI-Authorization: $TOKEN"',
  "GET /token/challenges/": 'curl -s "$S/token/challenges/?transaction_id=$ID" -H "PI-Authorization: $TOKEN"',
  "GET /token/challenges/:serial": 'curl -s $S/token/challenges/$SERIAL -H "PI-Authorization: $TOKEN"',
  "DELETE /token/challenges/expired": 'curl -s -X DELETE $S/token/challenges/expired -H "PI-Authorization: $TOKEN"',
  "DELETE /token/challenges/transaction/:transaction_id":
    'curl -s -X DELETE $S/token/challenges/transaction/$ATTEMPT_ID -H "PI-Authorization: $TOKEN"',
  "GET /audit/": 'curl -s "$S/audit/?transaction_id=$ID&sortorder=asc" -H "PI-Authorization: $TOKEN"',
  "GET /audit/:file": 'curl -s "$S/audit/login.csv?transaction_id=$ID&sortorder=asc" -H "PI-Authorization: $TOKEN"',
  "GET /audit/statistics": 'curl -s $S/audit/statistics -H "PI-Authorization: $TOKEN"',
  "GET /audit/stream": 'curl -s "$S/audit/stream?after=$ROW" -H "PI-Authorization: $TOKEN"',
  "GET /audit/verification": 'curl -s $S/audit/verification -H "PI-Authorization: $TOKEN"',
  "GET /metrics": 'curl -s $S/metrics -H "PI-Authorization: $TOKEN"',
  "GET /accounts": 'curl -s $S/accounts -H "PI-Authorization: $TOKEN"',
  "POST /accounts":
    'curl -s $S/accounts -H "PI-Authorization: $TOKEN" -H "Content-Type: application/json" \\\n  -d \'{"name": "wiki", "rights": ["triggerchallenge", "tokenlist"], "realms": ["default"]}\'',
  "PATCH /accounts/:name":
    'curl -s -X PATCH $S/accounts/wiki -H "PI-Authorization: $TOKEN" -H "Content-Type: application/json" -d \'{"disabled": true}\'',
  "DELETE /accounts/:name": 'curl -s -X DELETE $S/accounts/wiki -H "PI-Authorization: $TOKEN"',
  "POST /accounts/:name/keys":
    'curl -s $S/accounts/wiki/keys -H "PI-Authorization: $TOKEN" -H "Content-Type: application/json" \\\n  -d \'{"expires_at": "2099-12-31T00:00:00Z"}\'',
  "DELETE /accounts/:name/keys/:id": 'curl -s -X DELETE $S/accounts/wiki/keys/$KEY_ID -H "PI-Authorization: $TOKEN"',
  "GET /user/": 'curl -s "$S/user/?username=b*" -H "PI-Authorization: $TOKEN"',
  "GET /user/:realm/:name": 'curl -s $S/user/staff/bob -H "PI-Authorization: $TOKEN"',
  "DELETE /user/:realm/:name": 'curl -s -X DELETE $S/user/staff/bob -H "PI-Authorization: $TOKEN"',
  "DELETE /user/:realm/:name/sessions": 'curl -s -X DELETE $S/user/staff/bob/sessions -H "PI-Authorization: $TOKEN"',
  "POST /user/:realm/:name/block":
    "curl -s $S/user/staff/bob/block -H \"PI-Authorization: $TOKEN\" -d reason='on leave' -d until=2030-01-07",
  "DELETE /user/:realm/:name/block": 'curl -s -X DELETE $S/user/staff/bob/block -H "PI-Authorization: $TOKEN"',
  "POST /user/:realm/:name/pass": 'curl -s $S/user/default/alice/pass -H "PI-Authorization: $TOKEN" -d hours=4',
  "DELETE /user/:realm/:name/pass": 'curl -s -X DELETE $S/user/default/alice/pass -H "PI-Authorization: $TOKEN"',
  "GET /user/attribute": 'curl -s "$S/user/attribute?user=bob&realm=staff" -H "PI-Authorization: $TOKEN"',
  "POST /user/attribute":
    'curl -s $S/user/attribute -H "PI-Authorization: $TOKEN" -d user=bob@staff -d key=groups -d value=wiki,helpdesk',
  "DELETE /user/attribute/:key/:user/:realm":
    'curl -s -X DELETE $S/user/attribute/groups/bob/staff -H "PI-Authorization: $TOKEN"',
  "POST /user/:realm/:name/undo/:id": 'curl -s -X POST $S/user/staff/bob/undo/$UNDO_ID -H "PI-Authorization: $TOKEN"',
  "POST /user/:realm/:name/caller": 'curl -s $S/user/staff/bob/caller -d act=pin -H "PI-Authorization: $TOKEN"',
  "GET /user/:realm/:name/caller": 'curl -s $S/user/staff/bob/caller -H "PI-Authorization: $TOKEN"',
  "GET /system/": 'curl -s $S/system/ -H "PI-Authorization: $TOKEN"',
  "GET /system/:key": 'curl -s $S/system/PIN_MIN_LENGTH -H "PI-Authorization: $TOKEN"',
  "DELETE /system/:key": 'curl -s -X DELETE $S/system/PIN_MIN_LENGTH -H "PI-Authorization: $TOKEN"',
  "POST /system/setConfig": 'curl -s $S/system/setConfig -H "PI-Authorization: $TOKEN" -d PIN_MIN_LENGTH=6',
  "POST /system/setDefault": 'curl -s $S/system/setDefault -H "PI-Authorization: $TOKEN" -d DefaultMaxFailCount=5',
  "GET /realm/": 'curl -s $S/realm/ -H "PI-Authorization: $TOKEN"',
  "GET /defaultrealm": 'curl -s $S/defaultrealm -H "PI-Authorization: $TOKEN"',
  "GET /healthz/": "curl -s $S/healthz/",
  "GET /healthz/readyz": "curl -s $S/healthz/readyz",
  "GET /healthz/livez": "curl -s $S/healthz/livez",
  "GET /health": "curl -s $S/health",
  "GET /logo.png": "curl -s --head $S/logo.png",
  "GET /openapi.json": "curl -s --head $S/openapi.json",
  "GET /events/endpoints": 'curl -s $S/events/endpoints -H "PI-Authorization: $TOKEN"',
  "POST /events/endpoints":
    'curl -s $S/events/endpoints -H "PI-Authorization: $TOKEN" -H "Content-Type: application/json" \\\n  -d \'{"url": "https://siem.example.org/in", "events": ["LOGIN_SUCCESS", "PIN_FAIL"]}\'',
  "GET /events/endpoints/:id": 'curl -s $S/events/endpoints/$ENDPOINT -H "PI-Authorization: $TOKEN"',
  "PATCH /events/endpoints/:id":
    'curl -s -X PATCH $S/events/endpoints/$ENDPOINT -H "PI-Authorization: $TOKEN" -H "Content-Type: application/json" -d \'{"enabled": false}\'',
  "DELETE /events/endpoints/:id": 'curl -s -X DELETE $S/events/endpoints/$ENDPOINT -H "PI-Authorization: $TOKEN"',
  "POST /events/endpoints/:id/test": 'curl -s -X POST $S/events/endpoints/$ENDPOINT/test -H "PI-Authorization: $TOKEN"',
  "GET /events/endpoints/:id/deliveries":
    'curl -s $S/events/endpoints/$ENDPOINT/deliveries -H "PI-Authorization: $TOKEN"',
  "GET /jobs": 'curl -s $S/jobs -H "PI-Authorization: $TOKEN"',
  "POST /jobs/tokens":
    'curl -s $S/jobs/tokens -H "PI-Authorization: $TOKEN" -H "Content-Type: application/json" \\\n  -d \'{"action": "disable", "serials": ["TiQR00C0FFEE"]}\'',
  "POST /jobs/users":
    'curl -s $S/jobs/users -H "PI-Authorization: $TOKEN" -H "Content-Type: application/json" \\\n  -d \'{"csv": "name,e-mail,groups\\ndora,dora@example.org,staff;vpn\\nemil,emil", "dry_run": true}\'',
  "GET /jobs/:id": 'curl -s $S/jobs/$JOB -H "PI-Authorization: $TOKEN"',
  "GET /jobs/:id/result": 'curl -s $S/jobs/$JOB/result -H "PI-Authorization: $TOKEN"',
  "POST /jobs/:id/cancel": 'curl -s -X POST $S/jobs/$JOB/cancel -H "PI-Authorization: $TOKEN"',
  "GET /ttype/:ttype": 'curl -s "$S/ttype/tiqr?action=metadata&session=$SESSION&serial=$SERIAL"',
  "POST /ttype/:ttype":
    'curl -s "$S/ttype/tiqr?action=enrollment&session=$ENROLMENT_SESSION&serial=$SERIAL" -H "X-TIQR-Protocol-Version: 2" \\\n  -d secret=$(openssl rand -hex 32) -d language=en -d operation=register',
  "GET /.well-known/openid-configuration": "curl -s $S/.well-known/openid-configuration",
  "GET /.well-known/oauth-authorization-server": "curl -s $S/.well-known/oauth-authorization-server",
  "GET /oidc/jwks": "curl -s $S/oidc/jwks",
  "POST /oidc/par":
    "curl -s $S/oidc/par -u $CLIENT_ID:$CLIENT_SECRET -d response_type=code -d scope=openid -d redirect_uri=https://unknown.example.org/",
  "POST /oidc/token":
    "curl -s $S/oidc/token -u $CLIENT_ID:$CLIENT_SECRET -d grant_type=authorization_code -d code=unknown \\\n  --data-urlencode redirect_uri=https://wiki.example.org/oauth/callback",
  "POST /oidc/revoke": "curl -s $S/oidc/revoke -u $CLIENT_ID:$CLIENT_SECRET -d token=unknown",
  "POST /oidc/introspect": "curl -s $S/oidc/introspect -u $CLIENT_ID:$CLIENT_SECRET -d token=unknown",
  "GET /oidc/userinfo": 'curl -s $S/oidc/userinfo -H "Authorization: Bearer unknown"',
  "POST /oidc/userinfo": 'curl -s -X POST $S/oidc/userinfo -H "Authorization: Bearer unknown"',
  "GET /oidc/clients": 'curl -s $S/oidc/clients -H "PI-Authorization: $TOKEN"',
  "POST /oidc/clients":
    'curl -s $S/oidc/clients -H "PI-Authorization: $TOKEN" -H "Content-Type: application/json" -d \'{\n  "client_name": "Wiki", "redirect_uris": ["https://wiki.example.org/oauth/callback"]\n}\'',
  "GET /oidc/clients/:client_id": 'curl -s $S/oidc/clients/$CLIENT_ID -H "PI-Authorization: $TOKEN"',
  "PATCH /oidc/clients/:client_id":
    'curl -s -X PATCH $S/oidc/clients/$CLIENT_ID -H "PI-Authorization: $TOKEN" -H "Content-Type: application/json" -d \'{\n  "require_pin": true, "realms": ["staff"], "forward_auth_hosts": ["wiki.example.org"]\n}\'',
  "DELETE /oidc/clients/:client_id": 'curl -s -X DELETE $S/oidc/clients/$CLIENT_ID -H "PI-Authorization: $TOKEN"',
  "POST /oidc/clients/:client_id/secret":
    'curl -s -X POST $S/oidc/clients/$CLIENT_ID/secret -H "PI-Authorization: $TOKEN"',
  "GET /oidc/clients/:client_id/refusals":
    'curl -s "$S/oidc/clients/$CLIENT_ID/refusals?page_size=2" -H "PI-Authorization: $TOKEN"',
  "POST /oidc/device": "curl -s $S/oidc/device -u $CLIENT_ID:$CLIENT_SECRET -d scope=openid",
  "POST /oidc/ciba":
    "curl -s $S/oidc/ciba -u $CLIENT_ID:$CLIENT_SECRET -d scope=openid -d login_hint=anna -d binding_message=W4SCT",
  "POST /user/:realm/:name/confirm":
    'curl -s $S/user/default/nobody/confirm -H "PI-Authorization: $TOKEN" -d message="Deploy 41?"',
  "GET /user/:realm/:name/confirm/:id": 'curl -s $S/user/default/nobody/confirm/unknown -H "PI-Authorization: $TOKEN"',
  "GET /authz/forward-auth":
    'curl -s $S/authz/forward-auth -H "X-Forwarded-Proto: https" -H "X-Forwarded-Host: wiki.example.org" \\\n  -H "X-Forwarded-URI: /start" -H "X-Forwarded-Method: GET" -H "Accept: text/html"',
  "GET /authz/auth-request":
    'curl -s $S/authz/auth-request -H "X-Original-URL: https://wiki.example.org/start" -H "X-Original-Method: GET"',
  "GET /authz/ext-authz/:path":
    'curl -s $S/authz/ext-authz/start -H "Host: wiki.example.org" -H "X-Forwarded-Proto: https" -H "Accept: text/html"',
};

export const NAMES_IN_CALLS: Readonly<Record<string, string>> = {
  "`$S`": "The address of the service: `S=https://tiqr.example.org`",
  "`$PASSWORD`": "The account's password",
  "`$TOKEN`": "`result.value.token` of `/auth`",
  "`$ID`, `$TICKET`": "`detail.transaction_id` and `detail.ticket` of the newest login",
  "`$DIGITS`": "The digits that the app shows without a network",
  "`$SERIAL`": "`detail.serial` of the newest reply that has one",
  "`$SESSION`": "`session` in the QR code of `/token/init`",
  "`$ENROLMENT_SESSION`": "`session` in `enrollmentUrl` of the metadata",
  "`$ENROLMENT`": "The header `TiQR-Enrollment-Id` of `/token/init`",
  "`$SESSION_KEY`": "The text of the login QR code between the first two slashes after the host",
  "`$ATTEMPT_ID`": "`transaction_id` of an entry of `/token/challenges/`",
  "`$ROW`": "`number` of the last but one row of `/audit/`",
  "`$ENDPOINT`": "`id` of an endpoint for events",
  "`$JOB`": "`id` of the newest job",
  "`$KEY_ID`": "`id` of an API key",
  "`$LINK_ID`": "`detail.id` of an enrolment link",
  "`$UNDO_ID`": "`detail.undo` of a new PIN",
  "`$CLIENT_ID`": "`client_id` of a client",
  "`$CLIENT_SECRET`": "its newest `client_secret`",
};
