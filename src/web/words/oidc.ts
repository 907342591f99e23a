// The pages of the provider that are no sign-in: src/web/oidc.

import type { WordTable } from "../../lib/words.ts";

export const oidcWords = {
  problem: {
    title: ["We can’t start this sign-in", "Inloggen is hier niet mogelijk", "Diese Anmeldung ist nicht möglich"],
    "unknown-client": [
      "The link to this page doesn’t belong to an application we know (client_id). Please tell the support team of the application that sent you.",
      "De link naar deze pagina hoort niet bij een applicatie die wij kennen (client_id). Meld dit bij de helpdesk van de applicatie waar u vandaan komt.",
      "Der Link zu dieser Seite gehört zu keiner Anwendung, die wir kennen (client_id). Bitte melden Sie das dem Support der Anwendung, von der Sie kommen.",
    ],
    "missing-address": [
      (name: string) => `${name} doesn’t say which address to send you to (redirect_uri is missing). Please tell its support team.`,
      (name) => `${name} zegt niet naar welk adres u terug moet (redirect_uri ontbreekt). Meld dit bij de helpdesk van de applicatie.`,
      (name) => `${name} sagt nicht, zu welcher Adresse Sie zurück sollen (redirect_uri fehlt). Bitte melden Sie das dem Support der Anwendung.`,
    ],
    "repeated-address": [
      (name: string) => `${name} asked us to send you to more than one address (redirect_uri comes twice). Please tell its support team.`,
      (name) =>
        `${name} noemt meer dan één adres om u naar terug te sturen (redirect_uri staat twee keer in de link). Meld dit bij de helpdesk van de applicatie.`,
      (name) => `${name} nennt mehr als eine Adresse für Ihre Rückkehr (redirect_uri steht zweimal im Link). Bitte melden Sie das dem Support der Anwendung.`,
    ],
    "unregistered-address": [
      (name: string) =>
        `${name} asked us to send you to an address that isn’t registered for it (redirect_uri). For your safety we don’t send you there. Please tell its support team.`,
      (name) =>
        `${name} wil u terugsturen naar een adres dat er niet voor is geregistreerd (redirect_uri). Voor uw veiligheid doen we dat niet. Meld dit bij de helpdesk van de applicatie.`,
      (name) =>
        `${name} möchte Sie zu einer Adresse zurückleiten, die dafür nicht eingetragen ist (redirect_uri). Zu Ihrer Sicherheit tun wir das nicht. Bitte melden Sie das dem Support der Anwendung.`,
    ],
    "unguarded-host": [
      "The link to this page asked us to send you to an address that isn’t registered here (rd). For your safety we don’t send you there. Please tell the support team of the application that sent you.",
      "De link naar deze pagina stuurt u terug naar een adres dat hier niet is geregistreerd (rd). Voor uw veiligheid doen we dat niet. Meld dit bij de helpdesk van de applicatie waar u vandaan komt.",
      "Der Link zu dieser Seite führt Sie zu einer Adresse zurück, die hier nicht eingetragen ist (rd). Zu Ihrer Sicherheit tun wir das nicht. Bitte melden Sie das dem Support der Anwendung, von der Sie kommen.",
    ],
    "unreadable-request": [
      "The link to this page can’t be read. Please go back to the application and start again there.",
      "De link naar deze pagina is onleesbaar. Ga terug naar de applicatie en begin daar opnieuw.",
      "Der Link zu dieser Seite ist nicht lesbar. Bitte gehen Sie zurück zur Anwendung, und beginnen Sie dort von vorn.",
    ],
    came: ["What we received:", "Dit kwam binnen:", "Das kam an:"],
  },
  logout: {
    ask: {
      title: ["Sign out?", "Uitloggen?", "Abmelden?"],
      text: [
        "Do you want to sign out in this browser? Applications will ask you to sign in again.",
        "Wilt u in deze browser uitloggen? Applicaties vragen u dan opnieuw om in te loggen.",
        "Möchten Sie sich in diesem Browser abmelden? Anwendungen fragen dann wieder nach Ihrer Anmeldung.",
      ],
      textFor: [
        (application: string) => `${application} asks to sign you out in this browser. Applications will ask you to sign in again.`,
        (application) => `${application} wil u in deze browser uitloggen. Applicaties vragen u dan opnieuw om in te loggen.`,
        (application) => `${application} möchte Sie in diesem Browser abmelden. Anwendungen fragen dann wieder nach Ihrer Anmeldung.`,
      ],
      submit: ["Sign out", "Uitloggen", "Abmelden"],
    },
    done: {
      title: ["You’re signed out", "U bent uitgelogd", "Sie sind abgemeldet"],
      text: ["You can close this page.", "U kunt deze pagina sluiten.", "Sie können diese Seite schließen."],
    },
    stranded: {
      title: ["You’re signed out", "U bent uitgelogd", "Sie sind abgemeldet"],
      text: [
        "You can close this page. The application asked us to send you to an address that isn’t registered for it (post_logout_redirect_uri), so we can’t take you there. Please tell its support team.",
        "U kunt deze pagina sluiten. De applicatie wilde u terugsturen naar een adres dat er niet voor is geregistreerd (post_logout_redirect_uri). Daarom brengen we u daar niet heen. Meld dit bij de helpdesk van de applicatie.",
        "Sie können diese Seite schließen. Die Anwendung wollte Sie zu einer Adresse zurückleiten, die dafür nicht eingetragen ist (post_logout_redirect_uri). Deshalb geht es dorthin nicht weiter. Bitte melden Sie das dem Support der Anwendung.",
      ],
    },
    unregistered: {
      title: ["We can’t continue with this sign-out", "Uitloggen is zo niet mogelijk", "Diese Abmeldung ist so nicht möglich"],
      text: [
        "The application asked us to send you to an address that isn’t registered for it (post_logout_redirect_uri), or the link can’t be read. You haven’t been signed out.",
        "De applicatie wil u terugsturen naar een adres dat er niet voor is geregistreerd (post_logout_redirect_uri), of de link is onleesbaar. U bent niet uitgelogd.",
        "Die Anwendung möchte Sie zu einer Adresse zurückleiten, die dafür nicht eingetragen ist (post_logout_redirect_uri), oder der Link ist nicht lesbar. Sie wurden nicht abgemeldet.",
      ],
    },
  },
} satisfies WordTable;
