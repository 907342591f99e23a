// What a person reads when a sign-in was not theirs, or a change was refused.

import type { WordTable } from "../../../lib/words.ts";

export const troubleWords = {
  notMe: {
    title: ["That wasn’t me", "Dat was ik niet", "Das war ich nicht"],
    from: [(address: string) => `, from ${address}`, (address) => `, vanaf ${address}`, (address) => `, von ${address}`],
    question: ["Wasn’t that you?", "Was u dat niet?", "Waren Sie das nicht?"],
    unnamed: ["Did someone else sign in as you?", "Heeft iemand anders met uw account ingelogd?", "Hat sich jemand anderes mit Ihrem Konto angemeldet?"],
    signOutText: [
      "Then sign out everywhere at once, this browser included. After that, nobody can continue without your phone.",
      "Log dan meteen overal uit, ook in deze browser. Zonder uw telefoon komt dan niemand meer verder.",
      "Dann melden Sie sich sofort überall ab, auch in diesem Browser. Ohne Ihr Smartphone kommt danach niemand mehr weiter.",
    ],
    signOut: ["Sign out everywhere", "Overal uitloggen", "Überall abmelden"],
    signedOutTitle: ["You are signed out everywhere", "U bent overal uitgelogd", "Sie sind überall abgemeldet"],
    signedOutText: [
      "Your phone still works, so you can sign in again.",
      "Uw telefoon werkt nog, dus u kunt opnieuw inloggen.",
      "Ihr Smartphone funktioniert weiterhin. Sie können sich also wieder anmelden.",
    ],
    helpDesk: [
      "Tell your help desk before you sign in again, above all if someone else may have your phone or know your PIN. They can see what happened.",
      "Meld het bij uw helpdesk voordat u opnieuw inlogt, vooral als iemand anders uw telefoon kan hebben of uw pincode kent. De helpdesk kan zien wat er is gebeurd.",
      "Melden Sie es Ihrem Helpdesk, bevor Sie sich wieder anmelden, vor allem wenn jemand anderes Ihr Smartphone haben oder Ihre PIN kennen könnte. Dort ist zu sehen, was geschehen ist.",
    ],
    tell: ["Tell your help desk", "Meld het bij uw helpdesk", "Dem Helpdesk melden"],
    phoneTitle: ["Does someone else have the phone?", "Heeft iemand anders de telefoon?", "Hat jemand anderes das Smartphone?"],
    text: [
      (phone: string) => `Then take ${phone} out of use as well, and your recovery codes with it. Only your organisation can put the phone back into use.`,
      (phone) => `Blokkeer dan ook ${phone}. Uw herstelcodes werken daarna niet meer. Alleen uw organisatie kan de telefoon weer vrijgeven.`,
      (phone) =>
        `Sperren Sie dann auch ${phone}. Ihre Wiederherstellungscodes funktionieren danach nicht mehr. Nur Ihre Organisation kann das Smartphone wieder freigeben.`,
    ],
    pin: ["Your PIN", "Uw pincode", "Ihre PIN"],
    wrongPin: [
      "That PIN isn’t right, and the phone is still in use. After several wrong PINs, wait a few minutes first. You can sign out everywhere without it.",
      "Die pincode klopt niet, en de telefoon is nog actief. Wacht na een paar verkeerde pincodes eerst enkele minuten. Overal uitloggen kan ook zonder pincode.",
      "Diese PIN stimmt nicht, und das Smartphone ist weiterhin aktiv. Warten Sie nach mehreren falschen PINs erst einige Minuten. Überall abmelden können Sie sich auch ohne PIN.",
    ],
    submit: ["Take it out of use and sign out everywhere", "Blokkeren en overal uitloggen", "Sperren und überall abmelden"],
    doneTitle: ["The phone is out of use", "De telefoon is geblokkeerd", "Das Smartphone ist gesperrt"],
    doneText: ["You are signed out everywhere.", "U bent overal uitgelogd.", "Sie sind überall abgemeldet."],
  },
  otherPerson: {
    title: ["This page is out of date", "Deze pagina is verouderd", "Diese Seite ist veraltet"],
    text: [
      (user: string) => `It was opened in another sign-in. In this browser ${user} is signed in now, so nothing was changed.`,
      (user) => `De pagina is in een andere sessie geopend. In deze browser is nu ${user} ingelogd, daarom is er niets gewijzigd.`,
      (user) => `Sie gehört zu einer anderen Anmeldung. In diesem Browser ist jetzt ${user} angemeldet, deshalb wurde nichts geändert.`,
    ],
  },
  refused: {
    title: ["That didn’t work", "Dat is niet gelukt", "Das hat nicht geklappt"],
    unconfirmed: [
      "Your phone hasn’t confirmed this change, or it was too long ago. Confirm it once more.",
      "Uw telefoon heeft deze wijziging niet bevestigd, of te lang geleden. Bevestig nog een keer.",
      "Ihr Smartphone hat diese Änderung nicht bestätigt, oder vor zu langer Zeit. Bitte bestätigen Sie noch einmal.",
    ],
    needsPin: [
      "You have signed in without your PIN. Sign out, sign in with the PIN, and try again.",
      "U hebt zonder uw pincode ingelogd. Log uit, log in met de pincode en probeer het opnieuw.",
      "Sie haben sich ohne Ihre PIN angemeldet. Melden Sie sich ab, dann mit der PIN wieder an, und versuchen Sie es erneut.",
    ],
    byPass: [
      "You have signed in with a day pass, so you can only look here. To change anything, sign in with your phone.",
      "U hebt met een dagpas ingelogd en kunt hier daarom alleen kijken. Log met uw telefoon in om iets te wijzigen.",
      "Sie haben sich mit einem Tagespass angemeldet und können hier nur nachsehen. Um etwas zu ändern, melden Sie sich mit Ihrem Smartphone an.",
    ],
    unknown: ["There is no such phone.", "Die telefoon is er niet.", "Dieses Smartphone gibt es nicht."],
    name: [
      (most: number) => `A name has at most ${most} characters.`,
      (most) => `Een naam heeft hoogstens ${most} tekens.`,
      (most) => `Ein Name hat höchstens ${most} Zeichen.`,
    ],
    unseen: [
      "A name can’t have control characters or invisible characters.",
      "Een naam mag geen stuurtekens of onzichtbare tekens bevatten.",
      "Ein Name darf keine Steuerzeichen und keine unsichtbaren Zeichen enthalten.",
    ],
    notYet: ["Your phone hasn’t confirmed yet.", "Uw telefoon heeft nog niet bevestigd.", "Ihr Smartphone hat noch nicht bestätigt."],
    wrong: [
      "That code isn’t right. Check the digits in the app and try again.",
      "Die code klopt niet. Controleer de cijfers in de app en probeer het opnieuw.",
      "Dieser Code stimmt nicht. Prüfen Sie die Ziffern in der App, und versuchen Sie es erneut.",
    ],
    over: [
      "The code has expired or was used. Get a new one.",
      "De code is verlopen of gebruikt. Vraag een nieuwe aan.",
      "Der Code ist abgelaufen oder verbraucht. Bitte holen Sie sich einen neuen.",
    ],
    tooMany: [
      "Too many attempts. Wait a minute and try again.",
      "Te veel pogingen. Wacht een minuut en probeer het opnieuw.",
      "Zu viele Versuche. Warten Sie eine Minute, und versuchen Sie es erneut.",
    ],
    other: [
      "Nothing was changed. If it keeps happening, ask your help desk.",
      "Er is niets gewijzigd. Blijft dit gebeuren, vraag het dan uw helpdesk.",
      "Es wurde nichts geändert. Wenn das wieder geschieht, fragen Sie bitte Ihren Helpdesk.",
    ],
  },
} satisfies WordTable;
