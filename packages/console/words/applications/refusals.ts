// What was wrong with the requests of an application, and what mends it.

import type { WordTable } from "../../../../src/web/words/for-console.ts";

export const refusalsWords = {
  refusals: {
    title: ["What was refused", "Wat is geweigerd", "Was abgewiesen wurde"],
    titleOf: [(name: string) => `What was refused: ${name}`, (name) => `Wat is geweigerd: ${name}`, (name) => `Was abgewiesen wurde: ${name}`],
    lead: [
      "What was wrong with the last requests of this application. Anyone can send a request in its name, so what came may be a stranger’s.",
      "Wat er niet klopte aan de laatste verzoeken van deze applicatie. Iedereen kan in haar naam een verzoek sturen, dus wat binnenkwam kan van een vreemde zijn.",
      "Was mit den letzten Anfragen dieser Anwendung nicht stimmte. In ihrem Namen kann jeder eine Anfrage senden. Was ankam, kann also von Fremden sein.",
    ],
    none: ["Nothing was refused lately.", "De laatste tijd is er niets geweigerd.", "In letzter Zeit wurde nichts abgewiesen."],
    earlier: ["Earlier ones", "Eerdere", "Frühere"],
    came: ["What came", "Wat binnenkwam", "Das kam an"],
    characters: [(count: string) => `${count} characters`, (count) => `${count} tekens`, (count) => `${count} Zeichen`],
    registered: ["Registered", "Geregistreerd", "Eingetragen"],
    mends: ["How to fix it", "Wat helpt", "Was hilft"],
    register: ["Register this address …", "Dit adres registreren …", "Diese Adresse eintragen …"],
    faults: {
      missing: [(parameter: string) => `${parameter} is missing`, (parameter) => `${parameter} ontbreekt`, (parameter) => `${parameter} fehlt`],
      repeated: [(parameter: string) => `${parameter} came twice`, (parameter) => `${parameter} kwam twee keer`, (parameter) => `${parameter} kam zweimal`],
      "too-long": [(parameter: string) => `${parameter} is too long`, (parameter) => `${parameter} is te lang`, (parameter) => `${parameter} ist zu lang`],
      malformed: [
        (parameter: string) => `${parameter} can’t be read`,
        (parameter) => `${parameter} is onleesbaar`,
        (parameter) => `${parameter} ist nicht lesbar`,
      ],
      unsupported: [
        (parameter: string) => `${parameter} has a value that isn’t supported`,
        (parameter) => `${parameter} heeft een waarde die niet wordt ondersteund`,
        (parameter) => `${parameter} hat einen Wert, der nicht unterstützt wird`,
      ],
      unreadable: [
        (parameter: string) => `${parameter} can’t be read`,
        (parameter) => `${parameter} is onleesbaar`,
        (parameter) => `${parameter} ist nicht lesbar`,
      ],
      unknown: [(parameter: string) => `${parameter} is unknown`, (parameter) => `${parameter} is onbekend`, (parameter) => `${parameter} ist unbekannt`],
      unregistered: [
        (parameter: string) => `${parameter} isn’t registered`,
        (parameter) => `${parameter} is niet geregistreerd`,
        (parameter) => `${parameter} ist nicht eingetragen`,
      ],
      "left-out": [
        (parameter: string) => `${parameter} asks for more than the application may have`,
        (parameter) => `${parameter} vraagt om meer dan de applicatie mag hebben`,
        (parameter) => `${parameter} verlangt mehr, als die Anwendung haben darf`,
      ],
      unmet: [
        (parameter: string) => `${parameter} wasn’t met by the sign-in`,
        (parameter) => `de login voldeed niet aan ${parameter}`,
        (parameter) => `${parameter} war durch die Anmeldung nicht erfüllt`,
      ],
      mismatched: [
        (parameter: string) => `${parameter} isn’t the right one`,
        (parameter) => `${parameter} is niet de juiste`,
        (parameter) => `${parameter} ist nicht der richtige Wert`,
      ],
      unexpected: [
        (parameter: string) => `${parameter} came, though nothing asked for it`,
        (parameter) => `${parameter} kwam mee, hoewel niets erom vroeg`,
        (parameter) => `${parameter} kam, obwohl nichts danach gefragt hat`,
      ],
      used: [
        (parameter: string) => `${parameter} was used before`,
        (parameter) => `${parameter} is al eens gebruikt`,
        (parameter) => `${parameter} wurde schon einmal verwendet`,
      ],
      over: [
        (parameter: string) => `${parameter} has expired, or the sign-in behind it has ended`,
        (parameter) => `${parameter} is verlopen, of de login erachter is beëindigd`,
        (parameter) => `${parameter} ist abgelaufen, oder die Anmeldung dahinter ist beendet`,
      ],
    },
    remedies: {
      mended: [
        "Nothing. The registration has changed since, so this no longer happens.",
        "Niets meer. De registratie is sindsdien gewijzigd, dus dit gebeurt niet opnieuw.",
        "Nichts mehr. Die Eintragung wurde seither geändert, es kommt also nicht mehr vor.",
      ],
      "register-address": [
        "If the address is right, register it. If not, the application must send one that is registered, character by character.",
        "Als het adres klopt, registreert u het. Zo niet, dan moet de applicatie een geregistreerd adres sturen, teken voor teken.",
        "Wenn die Adresse stimmt, tragen Sie sie ein. Wenn nicht, muss die Anwendung eine eingetragene senden, Zeichen für Zeichen.",
      ],
      "send-registered-address": [
        "The application must send one of the registered addresses, character by character. This one can’t be registered as it came.",
        "De applicatie moet een van de geregistreerde adressen sturen, teken voor teken. Zoals dit adres binnenkwam, kan het niet worden geregistreerd.",
        "Die Anwendung muss eine der eingetragenen Adressen senden, Zeichen für Zeichen. So, wie diese ankam, lässt sie sich nicht eintragen.",
      ],
      "send-address": [
        "The application must send redirect_uri once.",
        "De applicatie moet redirect_uri één keer sturen.",
        "Die Anwendung muss redirect_uri einmal senden.",
      ],
      "repeat-address": [
        "When it redeems the code, the application must send the redirect_uri of the sign-in once more.",
        "Bij het inwisselen van de code moet de applicatie de redirect_uri van de login nog eens sturen.",
        "Beim Einlösen des Codes muss die Anwendung die redirect_uri der Anmeldung noch einmal senden.",
      ],
      "allow-scope": [
        "Add the scope to the application, or have the application not ask for it.",
        "Voeg de scope toe aan de applicatie, of laat de applicatie er niet om vragen.",
        "Geben Sie der Anwendung den Scope, oder lassen Sie die Anwendung nicht danach fragen.",
      ],
      "ask-openid": [
        "The application must ask for the scope openid.",
        "De applicatie moet om de scope openid vragen.",
        "Die Anwendung muss den Scope openid verlangen.",
      ],
      "use-pkce": [
        "Switch on PKCE with S256 in the application.",
        "Zet in de applicatie PKCE met S256 aan.",
        "Schalten Sie in der Anwendung PKCE mit S256 ein.",
      ],
      "send-verifier": [
        "The application must send code_verifier with the code. It often loses it with its session.",
        "De applicatie moet met de code de code_verifier sturen. Vaak raakt ze die samen met haar sessie kwijt.",
        "Die Anwendung muss mit dem Code den code_verifier senden. Oft verliert sie ihn zusammen mit ihrer Sitzung.",
      ],
      "send-challenge": [
        "The application must send code_challenge when the sign-in begins, too. If it does, someone has removed it on the way.",
        "De applicatie moet ook bij het begin van de login code_challenge sturen. Doet ze dat, dan heeft iemand die onderweg weggehaald.",
        "Die Anwendung muss auch zu Beginn der Anmeldung code_challenge senden. Tut sie das, hat jemand es unterwegs entfernt.",
      ],
      "keep-verifier": [
        "The application must send the code_verifier of this sign-in. Those of two sign-ins at once are often mixed up.",
        "De applicatie moet de code_verifier van deze login sturen. Bij twee logins tegelijk worden ze vaak verwisseld.",
        "Die Anwendung muss den code_verifier dieser Anmeldung senden. Bei zwei Anmeldungen zugleich werden sie oft verwechselt.",
      ],
      "sign-in-visibly": [
        "Nothing, if it happens now and then: nobody was signed in as the application asked. It then has to show the sign-in page.",
        "Niets, als het af en toe gebeurt: niemand was ingelogd zoals de applicatie vroeg. Ze moet dan de loginpagina tonen.",
        "Nichts, wenn es ab und zu vorkommt: Niemand war so angemeldet, wie die Anwendung es wollte. Sie muss dann die Anmeldeseite zeigen.",
      ],
      "compare-tenant": [
        "Compare tenant, application ID and cloud with those at Microsoft: one of them is another one here.",
        "Vergelijk tenant, applicatie-id en cloud met die bij Microsoft: een ervan is hier anders.",
        "Vergleichen Sie Mandant, Anwendungs-ID und Cloud mit denen bei Microsoft: Eines davon ist hier ein anderes.",
      ],
      "link-person": [
        "Find out whose object ID this is, and enter it on that person’s page as the external ID.",
        "Zoek uit van wie dit object-ID is, en vul het op de pagina van die persoon in als extern ID.",
        "Finden Sie heraus, wessen Objekt-ID das ist, und tragen Sie sie auf der Seite dieser Person als externe ID ein.",
      ],
      "admit-person": [
        "The person may not use the application: look at its realms, its PIN and at the person’s phone.",
        "De persoon mag de applicatie niet gebruiken: kijk naar haar realms en pincode, en naar de telefoon van de persoon.",
        "Die Person darf die Anwendung nicht nutzen: Sehen Sie sich deren Realms und PIN und das Smartphone der Person an.",
      ],
      "check-secret": [
        "Enter the application’s secret or key again. A new secret is made above.",
        "Vul in de applicatie het geheim of de sleutel opnieuw in. Een nieuw geheim maakt u hierboven.",
        "Geben Sie in der Anwendung das Geheimnis oder den Schlüssel neu ein. Ein neues Geheimnis erstellen Sie oben.",
      ],
      "change-method": [
        "Change how the application sends its secret, or what is registered here.",
        "Wijzig hoe de applicatie haar geheim stuurt, of wat hier is geregistreerd.",
        "Ändern Sie, wie die Anwendung das Geheimnis sendet, oder was hier eingetragen ist.",
      ],
      "begin-again": [
        "The application must begin the sign-in again. A code lasts a minute.",
        "De applicatie moet de login opnieuw beginnen. Een code is een minuut geldig.",
        "Die Anwendung muss die Anmeldung neu beginnen. Ein Code gilt eine Minute.",
      ],
      "redeem-once": [
        "The application must use it only once. If it does, someone else has it: look into it.",
        "De applicatie mag de waarde maar één keer gebruiken. Doet ze dat, dan heeft iemand anders die ook: zoek het uit.",
        "Die Anwendung darf den Wert nur einmal verwenden. Tut sie das, hat ihn noch jemand: Gehen Sie dem nach.",
      ],
      "correct-request": [
        "The request must be corrected in the application.",
        "Het verzoek moet in de applicatie worden verbeterd.",
        "Die Anfrage muss in der Anwendung berichtigt werden.",
      ],
    },
  },
} satisfies WordTable;
