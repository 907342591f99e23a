// The statements whose plan may pass over a table that grows, or sort its rows, each with the
// reason.

export interface PlanException {
  /** Matches the statement, written in one line. */
  readonly sql: RegExp;
  /** Matches the part of the plan. */
  readonly part: RegExp;
  readonly why: string;
}

export const PLAN_EXCEPTIONS: readonly PlanException[] = [
  {
    sql: /ORDER BY token\.rollout_state = 'enrolled' DESC, .*LIMIT \d+/,
    part: /^USE TEMP B-TREE FOR (ORDER BY|LAST \d+ TERMS OF ORDER BY) \(token\)$/,
    why: "sorts the tokens of one user, found by index, to try a PIN on the likeliest",
  },
  {
    sql: /\bWITH who AS .* ORDER BY token\.id\) AS found\b/,
    part: /^USE TEMP B-TREE FOR ORDER BY \(token\)$/,
    why: "sorts the tokens of one user, found by index",
  },
  {
    sql: /user\.external_id >= \?\d+ ORDER BY user\.external_id (ASC, user\.id ASC|DESC, user\.id DESC) /,
    part: /^USE TEMP B-TREE FOR LAST TERM OF ORDER BY \(user\)$/,
    why: "sorts those who have one key at a directory, found by index: at most one in a realm",
  },
  {
    sql: /^SELECT substr\(.+\) AS id, count\(\*\) AS count FROM \w+ WHERE \w+ IS NOT NULL GROUP BY/,
    part: /./,
    why: "npm run rekey counts what is under which key; no request does",
  },
  {
    sql: /^SELECT value AS id, count\(DISTINCT first_number\) AS count FROM audit_part, json_each\(/,
    part: /./,
    why: "npm run rekey counts what is under which key; no request does",
  },
  {
    sql: /^SELECT substr\(mac, 1, 8\) AS id FROM audit ORDER BY number DESC LIMIT 1$/,
    part: /^SCAN audit$/,
    why: "reads one row, the newest",
  },
  {
    sql: /^SELECT attempt_id, .* GROUP BY attempt_id HAVING /,
    part: /^USE TEMP B-TREE FOR (GROUP|ORDER) BY \(audit\)$/,
    why: "sorts the newest 450 rows of the trail, or fewer of one user, for the list of open logins",
  },
  {
    sql: /^SELECT count\(\*\) AS count FROM \( SELECT attempt_id FROM audit .* GROUP BY attempt_id HAVING /,
    part: /^USE TEMP B-TREE FOR GROUP BY \(audit\)$/,
    why: "sorts the newest 450 rows of the trail, for the number of open logins",
  },
  {
    sql: /^SELECT name AS user, realm FROM user WHERE \(name \|\| realm GLOB /,
    part: /^SCAN user USING COVERING INDEX user_with_unseen$/,
    why: "reads at most 1000 of an index that has only users of earlier versions, with characters that nobody sees",
  },
  {
    sql: /^SELECT DISTINCT oidc_grant\.session_id, /,
    part: /^USE TEMP B-TREE FOR DISTINCT \(oidc_grant\)$/,
    why: "names each client once of what was granted in the sessions that have just ended, found by index",
  },
  {
    sql: /EXISTS \(SELECT 1 FROM token WHERE last_step IS NOT NULL AND realm <> /,
    part: /^SCAN token EXISTS$/,
    why: "runs for the settings in front of another server, reads no token before the first login, then ends at the first",
  },
];
