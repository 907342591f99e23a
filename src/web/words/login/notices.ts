// What the login page says above its form.

import type { WordTable } from "../../../lib/words.ts";

export const loginNotices = {
  "wrong-user": [
    "We can’t sign you in with this user name and PIN. Check both and try again. After many failed attempts, wait a few minutes first.",
    "Met deze gebruikersnaam en pincode kunt u niet inloggen. Controleer beide en probeer het opnieuw. Wacht na veel mislukte pogingen eerst een paar minuten.",
    "Mit diesem Benutzernamen und dieser PIN ist keine Anmeldung möglich. Prüfen Sie beides und versuchen Sie es noch einmal. Warten Sie nach vielen Fehlversuchen erst einige Minuten.",
  ],
  "pin-needed": [
    "Please enter your PIN. This application asks for it.",
    "Vul uw pincode in. Deze applicatie vraagt erom.",
    "Bitte geben Sie Ihre PIN ein. Diese Anwendung verlangt sie.",
  ],
  locked: [
    "Your account is locked after too many failed attempts. Wait a few minutes and try again, or ask your help desk.",
    "Uw account is na te veel mislukte pogingen geblokkeerd. Wacht een paar minuten en probeer het opnieuw, of vraag de helpdesk om hulp.",
    "Ihr Konto ist nach zu vielen Fehlversuchen gesperrt. Versuchen Sie es in einigen Minuten noch einmal, oder wenden Sie sich an Ihren Helpdesk.",
  ],
  deactivated: [
    "You can’t sign in: your access is blocked. Please ask your help desk.",
    "U kunt niet inloggen: uw toegang is geblokkeerd. Vraag de helpdesk om hulp.",
    "Sie können sich nicht anmelden: Ihr Zugang ist gesperrt. Bitte wenden Sie sich an Ihren Helpdesk.",
  ],
  unusable: [
    "Your registered phone can’t be used to sign in at the moment. Please ask your help desk.",
    "Met uw geregistreerde telefoon kunt u op dit moment niet inloggen. Vraag de helpdesk om hulp.",
    "Mit Ihrem registrierten Smartphone können Sie sich zurzeit nicht anmelden. Bitte wenden Sie sich an Ihren Helpdesk.",
  ],
  expired: [
    "The QR code has expired. Please get a new one.",
    "De QR-code is verlopen. Vraag een nieuwe aan.",
    "Der QR-Code ist abgelaufen. Bitte holen Sie sich einen neuen.",
  ],
  cancelled: ["Sign-in cancelled.", "Het inloggen is geannuleerd.", "Die Anmeldung wurde abgebrochen."],
  blocked: [
    "This sign-in was stopped after too many failed attempts. If the next one doesn’t work either, wait a few minutes, or ask your help desk.",
    "Het inloggen is na te veel mislukte pogingen gestopt. Lukt het de volgende keer ook niet, wacht dan een paar minuten of vraag de helpdesk om hulp.",
    "Diese Anmeldung wurde nach zu vielen Fehlversuchen gestoppt. Klappt auch die nächste nicht, warten Sie einige Minuten, oder wenden Sie sich an Ihren Helpdesk.",
  ],
  over: [
    "This sign-in has already been completed. Please sign in again.",
    "U hebt deze login al afgerond. Log opnieuw in.",
    "Diese Anmeldung ist schon abgeschlossen. Bitte melden Sie sich noch einmal an.",
  ],
  unknown: [
    "This sign-in didn’t start in this browser, or it ended long ago. Please sign in again.",
    "Deze login is niet in deze browser begonnen of is al lang voorbij. Log opnieuw in.",
    "Diese Anmeldung wurde nicht in diesem Browser begonnen, oder sie ist längst vorbei. Bitte melden Sie sich noch einmal an.",
  ],
  "no-cookie": [
    "Your browser didn’t send the cookie for this sign-in. If it blocks cookies from this page, please allow them. Otherwise the sign-in ended long ago. Please sign in again.",
    "Uw browser heeft voor deze login geen cookie meegestuurd. Blokkeert de browser cookies van deze pagina, sta ze dan toe. Anders is de login al lang voorbij. Log opnieuw in.",
    "Ihr Browser hat für diese Anmeldung kein Cookie mitgeschickt. Falls er Cookies dieser Seite blockiert, erlauben Sie sie bitte. Sonst ist die Anmeldung längst vorbei. Bitte melden Sie sich noch einmal an.",
  ],
  "wrong-response": [
    "That code isn’t right. Check the digits in the app and try again.",
    "Deze code klopt niet. Controleer de cijfers in de app en probeer het opnieuw.",
    "Dieser Code stimmt nicht. Prüfen Sie die Ziffern in der App und versuchen Sie es noch einmal.",
  ],
  "wrong-pass": [
    "That code isn’t right. Check the digits and try again.",
    "Deze code klopt niet. Controleer de cijfers en probeer het opnieuw.",
    "Dieser Code stimmt nicht. Prüfen Sie die Ziffern und versuchen Sie es noch einmal.",
  ],
  "pass-elsewhere": [
    "You have a day pass, but it isn’t accepted here: you need your phone. Ask your help desk if you have none.",
    "U hebt een dagpas, maar die wordt hier niet geaccepteerd: u hebt uw telefoon nodig. Hebt u er geen, vraag het dan de helpdesk.",
    "Sie haben einen Tagespass, aber er gilt hier nicht: Sie brauchen Ihr Smartphone. Wenn Sie keines haben, wenden Sie sich an Ihren Helpdesk.",
  ],
  "code-before": [
    "These digits are for the previous code, which has expired. Scan the new code and enter the digits that the app shows for it. This doesn’t count as a failed attempt.",
    "Deze cijfers horen bij de vorige code, die is verlopen. Scan de nieuwe code en vul de cijfers in die de app daarvoor toont. Dit telt niet als mislukte poging.",
    "Diese Ziffern gehören zum vorigen Code, der abgelaufen ist. Scannen Sie den neuen Code und geben Sie die Ziffern ein, die die App dafür anzeigt. Das zählt nicht als Fehlversuch.",
  ],
  elsewhere: [
    "Your phone is somewhere else. If you started this, connect it to the Wi-Fi of this computer or switch off the VPN, and scan again, or enter the code that the app shows without a network. If someone sent you here, close this page.",
    "Uw telefoon is ergens anders. Bent u zelf begonnen, verbind hem dan met de wifi van deze computer of zet de VPN uit, en scan opnieuw. Of vul de code in die de app zonder netwerk toont. Heeft iemand u hierheen gestuurd, sluit deze pagina dan.",
    "Ihr Smartphone ist woanders. Wenn Sie selbst begonnen haben: Verbinden Sie es mit dem WLAN dieses Computers oder schalten Sie das VPN aus, und scannen Sie noch einmal. Oder geben Sie den Code ein, den die App ohne Netz anzeigt. Hat Sie jemand hierher geschickt, schließen Sie diese Seite.",
  ],
  "not-yet": ["Your phone hasn’t confirmed yet.", "Uw telefoon heeft nog niet bevestigd.", "Ihr Smartphone hat noch nicht bestätigt."],
  unreadable: [
    "We can’t use what you entered. It is too long, or it contains characters that aren’t allowed.",
    "Wat u hebt ingevuld, is te lang of bevat tekens die niet zijn toegestaan.",
    "Ihre Eingabe ist zu lang oder enthält unzulässige Zeichen.",
  ],
  "cross-site": [
    "This request came from another site, so nothing was done. Please sign in here instead.",
    "Dit verzoek kwam van een andere site en is niet uitgevoerd. Log hier in.",
    "Diese Anfrage kam von einer anderen Website und wurde nicht ausgeführt. Bitte melden Sie sich hier an.",
  ],
  "too-many": [
    "Too many attempts. Wait a minute and try again.",
    "Te veel pogingen. Wacht een minuut en probeer het opnieuw.",
    "Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es noch einmal.",
  ],
  unavailable: [
    "The service can’t respond right now. Please try again in a moment.",
    "De dienst is nu niet bereikbaar. Probeer het zo meteen opnieuw.",
    "Der Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.",
  ],
} satisfies WordTable;
