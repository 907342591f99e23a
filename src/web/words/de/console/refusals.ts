// What was wrong with the requests of an application, and what mends it, in German.

import type { refusalsEn } from "../../en/console/refusals.ts";

export const refusalsDe: typeof refusalsEn = {
  refusals: {
    title: "Was abgewiesen wurde",
    titleOf: (name) => `Was abgewiesen wurde: ${name}`,
    lead: "Was mit den letzten Anfragen dieser Anwendung nicht stimmte. In ihrem Namen kann jeder eine Anfrage senden. Was ankam, kann also von Fremden sein.",
    none: "In letzter Zeit wurde nichts abgewiesen.",
    earlier: "Frühere",
    newest: "Die neuesten",
    came: "Das kam an",
    characters: (count) => `${count} Zeichen`,
    registered: "Eingetragen",
    mends: "Was hilft",
    register: "Diese Adresse eintragen …",
    faults: {
      missing: (parameter) => `${parameter} fehlt`,
      repeated: (parameter) => `${parameter} kam zweimal`,
      "too-long": (parameter) => `${parameter} ist zu lang`,
      malformed: (parameter) => `${parameter} ist nicht lesbar`,
      unsupported: (parameter) => `${parameter} hat einen Wert, der nicht unterstützt wird`,
      unreadable: (parameter) => `${parameter} ist nicht lesbar`,
      unknown: (parameter) => `${parameter} ist unbekannt`,
      unregistered: (parameter) => `${parameter} ist nicht eingetragen`,
      "left-out": (parameter) => `${parameter} verlangt mehr, als die Anwendung haben darf`,
      unmet: (parameter) => `${parameter} war durch die Anmeldung nicht erfüllt`,
      mismatched: (parameter) => `${parameter} ist nicht der richtige Wert`,
      unexpected: (parameter) => `${parameter} kam, obwohl nichts danach gefragt hat`,
      used: (parameter) => `${parameter} wurde schon einmal verwendet`,
      over: (parameter) => `${parameter} ist abgelaufen, oder die Anmeldung dahinter ist beendet`,
    },
    remedies: {
      mended: "Nichts mehr. Die Eintragung wurde seither geändert, es kommt also nicht mehr vor.",
      "register-address":
        "Wenn die Adresse stimmt, tragen Sie sie ein. Wenn nicht, muss die Anwendung eine eingetragene senden, Zeichen für Zeichen.",
      "send-registered-address":
        "Die Anwendung muss eine der eingetragenen Adressen senden, Zeichen für Zeichen. So, wie diese ankam, lässt sie sich nicht eintragen.",
      "send-address": "Die Anwendung muss redirect_uri einmal senden.",
      "repeat-address": "Beim Einlösen des Codes muss die Anwendung die redirect_uri der Anmeldung noch einmal senden.",
      "allow-scope": "Geben Sie der Anwendung den Scope, oder lassen Sie die Anwendung nicht danach fragen.",
      "ask-openid": "Die Anwendung muss den Scope openid verlangen.",
      "use-pkce": "Schalten Sie in der Anwendung PKCE mit S256 ein.",
      "send-verifier":
        "Die Anwendung muss mit dem Code den code_verifier senden. Oft verliert sie ihn zusammen mit ihrer Sitzung.",
      "send-challenge":
        "Die Anwendung muss auch zu Beginn der Anmeldung code_challenge senden. Tut sie das, hat jemand es unterwegs entfernt.",
      "keep-verifier":
        "Die Anwendung muss den code_verifier dieser Anmeldung senden. Bei zwei Anmeldungen zugleich werden sie oft verwechselt.",
      "sign-in-visibly":
        "Nichts, wenn es ab und zu vorkommt: Niemand war so angemeldet, wie die Anwendung es wollte. Sie muss dann die Anmeldeseite zeigen.",
      "admit-person":
        "Die Person darf die Anwendung nicht nutzen: Sehen Sie sich deren Realms und PIN und das Smartphone der Person an.",
      "check-secret":
        "Geben Sie in der Anwendung das Geheimnis oder den Schlüssel neu ein. Ein neues Geheimnis erstellen Sie oben.",
      "change-method": "Ändern Sie, wie die Anwendung das Geheimnis sendet, oder was hier eingetragen ist.",
      "begin-again": "Die Anwendung muss die Anmeldung neu beginnen. Ein Code gilt eine Minute.",
      "redeem-once":
        "Die Anwendung darf den Wert nur einmal verwenden. Tut sie das, hat ihn noch jemand: Gehen Sie dem nach.",
      "correct-request": "Die Anfrage muss in der Anwendung berichtigt werden.",
    },
  },
  registerAddress: {
    title: "Diese Adresse eintragen?",
    isNew: "An diesem Host hat die Anwendung noch keine Adresse.",
    warning: (name) =>
      `Jeder kann eine Anfrage mit einer eigenen Adresse senden und hoffen, dass Sie sie eintragen. Wem die Adresse gehört, der kann sich dann bei ${name} als Ihre Leute anmelden. Fragen Sie die Betreiber von ${name}, auch wenn es eilt.`,
    host: "Host",
    address: "Adresse",
    hosts: "Bisherige Hosts",
    times: "Wie oft sie ankam",
    pairwise:
      "Diese Anwendung bekommt eigene Kennungen. Eine Adresse an einem anderen Host ändert sie alle, und die Anwendung hält ihre Leute dann für neue.",
    whose: "Wem gehört die Adresse?",
    sure: (host, name) => `Ich weiß von den Betreibern von ${name}, dass ${host} ihnen gehört`,
    notSure: "Kreuzen Sie das Kästchen an, wenn Sie wissen, wem die Adresse gehört.",
    go: "Diese Adresse eintragen",
    gone: "Diese Adresse ist nicht unter den letzten abgewiesenen der Anwendung, oder sie ist inzwischen eingetragen.",
    back: "Zurück zur Anwendung",
  },
};
