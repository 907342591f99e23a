// The login page in English: src/web/login/page.tsx.

import type { LoginNotice } from "../../login/view.ts";

export const loginEn = {
  offline: "There is no connection right now. This page goes on trying by itself.",
  failed: "That did not get through. Please press the button again.",
  start: {
    title: "Sign in",
    lead: (service: string) => `You confirm on your phone, with the Tiqr app that is registered with ${service}.`,
    leadTo: (host: string, service: string) =>
      `You are signing in to ${host} with ${service}. You confirm on your phone.`,
    user: "User name",
    pin: "PIN",
    pinHint: "The PIN of this service, not the app’s. Leave it empty if you have none.",
    submit: "Show the QR code",
  },
  waiting: {
    title: "Scan with your phone",
    lead: (user: string) => `Open the Tiqr app, scan the code and confirm. You are signing in as ${user}.`,
    alt: "QR code to scan with the Tiqr app",
    openApp: "Open in the Tiqr app",
    left: "Valid for",
    byHand: "When you have confirmed on your phone, go on here.",
    goOn: "Continue",
    noNetwork: "No network on your phone?",
    response: "Digits from the app",
    responseHint: "Scan the code all the same. The app then shows you digits to type in here.",
    sendResponse: "Sign in with the digits",
    cancel: "Cancel",
    renewed: "The code before has expired. This is a new one.",
  },
  accepted: {
    title: "You are signed in",
    text: (user: string) => `Your phone has confirmed that you are ${user}.`,
    alone: "That was all: your phone works. You can close this page.",
    going: (host: string) => `You are being taken back to ${host}.`,
    goOn: "Continue",
  },
  unreturnable: {
    title: "This login cannot begin",
    text: "The application you came from asks to be returned to an address that is not registered here. Please tell its operators.",
  },
  notices: {
    "wrong-user":
      "There is no login for this user name and PIN. Check both and try again. After many failures, wait a few minutes first.",
    locked: "Your login is locked after too many failures. Wait some minutes and try again, or ask your help desk.",
    unusable: "Your registered phone cannot be used for signing in at the moment. Please ask your help desk.",
    expired: "The QR code has expired. Ask for a new one.",
    cancelled: "The login was cancelled.",
    blocked:
      "There were too many wrong answers, so this login has been stopped. If the next one does not work either, wait some minutes, or ask your help desk.",
    over: "This login was finished before. Sign in again.",
    unknown: "This login did not begin in this browser, or it ended long ago. Sign in again.",
    "no-cookie":
      "Your browser has sent no cookie for this login. If it keeps no cookies from this page, allow them. Otherwise the login ended long ago. Sign in again.",
    "wrong-response": "That code isn’t right. Check the digits in the app and try again.",
    "not-yet": "Your phone has not confirmed yet.",
    unreadable: "What you entered cannot be used. It is too long, or has characters that do not belong there.",
    "cross-site": "This request came from another site and was not carried out. Sign in here instead.",
    "too-many": "Too many tries. Wait a minute and try again.",
    unavailable: "The service cannot answer right now. Please try again in a moment.",
  } satisfies Record<LoginNotice, string>,
};
