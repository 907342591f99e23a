// Every visible word in English, by page. This object is the type of the other languages: what is missing there does not
// compile. Texts with something in them are functions.

import type { LoginNotice } from "../login/view.ts";
import { consoleEn } from "./console-en.ts";
import { enrolEn } from "./enrol-en.ts";

export const en = {
  console: consoleEn,
  layout: {
    skip: "Skip to the content",
    footer: "Signing in by QR code, with the Tiqr app.",
  },
  home: {
    title: "Sign in with your phone",
    lead: (service: string) =>
      `${service} lets you prove who you are with the Tiqr app. You scan a QR code and confirm on your phone. Your password stays out of it.`,
    how: "How it works",
    steps: [
      { title: "Scan the code", text: "Open the Tiqr app and point it at the QR code on your screen." },
      { title: "Confirm on your phone", text: "Unlock with your PIN, your fingerprint or your face." },
      { title: "You are in", text: "The page on your screen carries on by itself." },
    ],
    places: "Where things are",
    placesFor: {
      login: { title: "Sign in", text: "Sign in with your phone and see how it works." },
      console: { title: "Console", text: "For administrators and service accounts: tokens, logins, the audit trail." },
      health: { title: "Service status", text: "Whether the service and its database are working, as JSON." },
    },
    developers: "For applications and administrators",
    developersText:
      "Applications speak privacyIDEA’s API to this service. The documentation that comes with its source describes the requests, the accounts and their rights, what phones are told, and how to run such a service yourself.",
  },
  login: {
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
  },
  notFound: {
    title: "There is nothing here",
    text: "The address may have been mistyped, or the page may have moved.",
    home: "Go to the start page",
  },
  problem: {
    failed: {
      title: "Something went wrong on our side",
      text: "Nothing was lost. Please go back and try again in a moment.",
    },
    foreign: {
      title: "This form came from another site",
      text: "That is why nothing was done. Go back to our page and send the form from there.",
    },
    method: {
      title: "This does not work at this address",
      text: "Nothing was done. Go back to the page before and try again from there.",
    },
    tooLarge: {
      title: "This is too much text",
      text: "Nothing was done. Go back, shorten what you have entered, and send it again.",
    },
  },
  link: {
    login: {
      title: "Sign in with the Tiqr app",
      lead: "This link belongs in the Tiqr app on your phone. Since you can read this page, the app has not opened by itself.",
      open: "Open in the Tiqr app",
      last: {
        title: "No account in the app yet?",
        text: "Ask your organisation for a QR code that registers your phone. Then sign in again.",
      },
    },
    enrolment: {
      title: "Register your phone",
      lead: "This link adds an account to the Tiqr app on your phone. Since you can read this page, the app has not opened by itself.",
      open: "Register in the Tiqr app",
      last: {
        title: "Keep the link to yourself.",
        text: "It works once, and whoever uses it first gets the account.",
      },
    },
    steps: {
      install: {
        title: "Install the app",
        text: "Search for “Tiqr” by SURF in the App Store or in Google Play.",
      },
      open: {
        title: "Come back here on that phone",
        text: "Press the button below, or scan the QR code once more with the app.",
      },
    },
    nothing: "Nothing happens? Then the app is not on this device. Install it first, or use the phone that has it.",
    foreign: {
      title: "This link cannot be used",
      text: "It is incomplete, or it was not made by this service. Go back to where you found it and start again.",
    },
  },
  enrol: enrolEn,
};

export type Words = typeof en;
