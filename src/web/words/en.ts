// Every visible word in English, by page. This object is the type of the other languages: what is missing there does not
// compile. Texts with something in them are functions.

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
      console: { title: "Console", text: "For administrators and service accounts: tokens, logins, the audit trail." },
      health: { title: "Service status", text: "Whether the service and its database are working, as JSON." },
    },
    developers: "For applications and administrators",
    developersText:
      "Applications speak privacyIDEA’s API to this service. What each document in the project’s source is about:",
    documents: [
      { path: "docs/api.md", text: "the requests, one by one" },
      { path: "docs/accounts.md", text: "administrators, service accounts and their rights" },
      { path: "docs/phones.md", text: "what the phones are told" },
      { path: "docs/deploy.md", text: "running it yourself" },
    ],
  },
  notFound: {
    title: "There is nothing here",
    text: "The address may have been mistyped, or the page may have moved.",
    home: "Go to the start page",
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
