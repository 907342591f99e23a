// The pages of the provider in German, in the polite form: src/web/oidc.

import type { oidcEn } from "../en/oidc.ts";

export const oidcDe: typeof oidcEn = {
  problem: {
    title: "Diese Anmeldung ist nicht möglich",
    "unknown-client":
      "Der Link zu dieser Seite nennt keine Anwendung, die hier eingetragen ist (client_id). Bitte melden Sie das dem Support der Anwendung, von der Sie kommen.",
    "missing-address": (name) =>
      `${name} sagt nicht, wohin Sie danach zurückkehren (redirect_uri fehlt). Bitte melden Sie das dem Support der Anwendung.`,
    "repeated-address": (name) =>
      `${name} nennt mehr als eine Adresse für Ihre Rückkehr (redirect_uri steht zweimal im Link). Bitte melden Sie das dem Support der Anwendung.`,
    "unregistered-address": (name) =>
      `${name} möchte Sie zu einer Adresse zurückleiten, die dafür nicht eingetragen ist (redirect_uri). Zu Ihrer Sicherheit tun wir das nicht. Bitte melden Sie das dem Support der Anwendung.`,
    "unguarded-host":
      "Der Link zu dieser Seite möchte Sie zu einer Adresse zurückleiten, die hier nicht eingetragen ist (rd). Zu Ihrer Sicherheit tun wir das nicht. Bitte melden Sie das dem Support der Anwendung, von der Sie kommen.",
    "unreadable-request":
      "Der Link zu dieser Seite ist nicht lesbar. Bitte gehen Sie zurück zur Anwendung, und beginnen Sie dort von vorn.",
    came: "Das kam an:",
  },
  choose: {
    title: (application) => `Weiter zu ${application}`,
    text: (user) => `Sie sind als ${user} angemeldet.`,
    goOn: (user) => `Weiter als ${user}`,
    other: "Als jemand anderes anmelden",
  },
  logout: {
    ask: {
      title: "Abmelden?",
      text: "Möchten Sie sich in diesem Browser abmelden? Anwendungen fragen dann wieder nach Ihrer Anmeldung.",
      textFor: (application) =>
        `${application} möchte Sie in diesem Browser abmelden. Anwendungen fragen dann wieder nach Ihrer Anmeldung.`,
      submit: "Abmelden",
    },
    done: { title: "Sie sind abgemeldet", text: "Sie können diese Seite schließen." },
    stranded: {
      title: "Sie sind abgemeldet",
      text: "Sie können diese Seite schließen. Die Anwendung wollte Sie zu einer Adresse zurückleiten, die dafür nicht eingetragen ist (post_logout_redirect_uri). Deshalb geht es dorthin nicht weiter. Bitte melden Sie das dem Support der Anwendung.",
    },
    unregistered: {
      title: "Diese Abmeldung ist so nicht möglich",
      text: "Die Anwendung möchte Sie zu einer Adresse zurückleiten, die dafür nicht eingetragen ist (post_logout_redirect_uri), oder der Link ist nicht lesbar. Sie wurden nicht abgemeldet.",
    },
  },
};
