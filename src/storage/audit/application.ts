// The name of the application to which a sign-in in the trail has led.

/** The client's id follows method and path: src/core/oidc/note.ts. Other rows have none there. */
export const APPLICATION = `CASE WHEN event IN ('CODE_GIVEN', 'LOGIN_SUCCESS') THEN (
  SELECT metadata ->> '$.client_name' FROM oidc_client
  WHERE id = substr(action, instr(substr(action, instr(action, '/')), ' ') + instr(action, '/'))) END`;
