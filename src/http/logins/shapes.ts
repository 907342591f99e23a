// Challenges, and what a finished login or sign-in gives.

import { flag, list, object, oneOf, only, type Schema, text, whole } from "../openapi/schema.ts";

const CHALLENGE_ENTRY = {
  client_mode: only("poll"),
  image: text,
  message: text,
  serial: text,
  transaction_id: text,
  type: text,
};

export const LOGINS: Readonly<Record<string, Schema>> = {
  Challenge: object({
    ...CHALLENGE_ENTRY,
    attributes: object({ value: text, img: text, poll: flag, hideResponseInput: flag }),
    messages: list(text),
    multi_challenge: list(object(CHALLENGE_ENTRY)),
    preferred_client_mode: only("poll"),
    transaction_ids: list(text),
  }),
  LoggedIn: object({
    message: text,
    serial: text,
    user: object({
      username: text,
      userid: text,
      givenname: text,
      surname: text,
      email: text,
      mobile: text,
      phone: text,
    }),
    "user-realm": text,
    "user-resolver": text,
  }),
  Session: object({
    token: text,
    role: only("admin"),
    username: text,
    realm: text,
    rights: list(text),
    auth: flag,
    log_level: whole,
    logout_time: whole,
    menus: list(text),
    default_tokentype: text,
    token_page_size: whole,
    user_page_size: whole,
    audit_page_size: whole,
  }),
  TransactionState: oneOf("open", "answered", "used", "expired", "cancelled", "blocked", "unknown"),
  OpenLogin: object({
    challenge: text,
    data: object({}),
    expiration: text,
    otp_received: flag,
    otp_valid: flag,
    received_count: whole,
    serial: text,
    timestamp: text,
    transaction_id: text,
  }),
};
