// The console's pages of applications.

import type { WordTable } from "../../../../lib/words.ts";

export const clientsWords = {
  clients: {
    title: ["Applications", "Applicaties", "Anwendungen"],
    lead: [
      "Applications and hosts that people sign in to with this service.",
      "Applicaties en hosts waarop mensen met deze dienst inloggen.",
      "Anwendungen und Hosts, bei denen man sich mit diesem Dienst anmeldet.",
    ],
    add: ["Add an application", "Applicatie toevoegen", "Anwendung hinzufügen"],
    caption: ["Applications, by name", "Applicaties, op naam", "Anwendungen, nach Namen"],
    name: ["Name", "Naam", "Name"],
    addresses: ["Redirect addresses", "Redirect-adressen", "Redirect-Adressen"],
    method: ["Authentication", "Authenticatie", "Authentifizierung"],
    none: [
      "No application has been added yet.",
      "Er is nog geen applicatie toegevoegd.",
      "Es wurde noch keine Anwendung hinzugefügt.",
    ],
    facts: ["Details", "Gegevens", "Angaben"],
    copy: ["For the application", "Voor de applicatie", "Für die Anwendung"],
    copyLead: [
      "Copy these into the application. The secret was shown once, when it was made.",
      "Neem deze gegevens over in de applicatie. Het geheim is één keer getoond, toen het werd gemaakt.",
      "Übernehmen Sie diese Angaben in die Anwendung. Das Geheimnis wurde nur einmal angezeigt, als es erstellt wurde.",
    ],
    issuer: ["Issuer", "Issuer", "Issuer"],
    discovery: ["Discovery URL", "Discovery-URL", "Discovery-URL"],
    id: ["Client ID", "Client-ID", "Client-ID"],
    secret: ["Client secret", "Clientgeheim", "Client-Geheimnis"],
    secrets: ["Valid secrets", "Geldige geheimen", "Gültige Geheimnisse"],
    change: ["Change", "Wijzigen", "Ändern"],
    rotate: ["Make a new secret", "Nieuw geheim maken", "Neues Geheimnis erstellen"],
    remove: ["Remove", "Verwijderen", "Entfernen"],
    back: ["Back to the application", "Terug naar de applicatie", "Zurück zur Anwendung"],
    all: ["All applications", "Alle applicaties", "Alle Anwendungen"],
    newTitle: ["Add an application", "Applicatie toevoegen", "Anwendung hinzufügen"],
    changeTitle: [(name: string) => `Change ${name}`, (name) => `${name} wijzigen`, (name) => `${name} ändern`],
    goAdd: ["Add", "Toevoegen", "Hinzufügen"],
    goChange: ["Save", "Opslaan", "Speichern"],
    more: [
      "More: scopes, realms, PIN, logo, hosts behind a proxy, keys",
      "Meer: scopes, realms, pincode, logo, hosts achter een proxy, sleutels",
      "Weitere: Scopes, Realms, PIN, Logo, Hosts hinter einem Proxy, Schlüssel",
    ],
    yes: ["yes", "ja", "ja"],
    no: ["no", "nee", "nein"],
    methods: {
      either: [
        "a secret, however the application sends it",
        "een geheim, hoe de applicatie het ook stuurt",
        "ein Geheimnis, wie auch immer die Anwendung es sendet",
      ],
      client_secret_basic: [
        "a secret in the header only (HTTP Basic)",
        "een geheim, alleen in de header (HTTP Basic)",
        "ein Geheimnis, nur im Header (HTTP Basic)",
      ],
      client_secret_post: [
        "a secret in the form only",
        "een geheim, alleen in het formulier",
        "ein Geheimnis, nur im Formular",
      ],
      private_key_jwt: ["a key of its own", "een eigen sleutel", "ein eigener Schlüssel"],
      none: [
        "nothing: an app on people’s devices",
        "niets: een app op het apparaat van de gebruiker",
        "nichts: eine App auf dem Gerät",
      ],
    },
    subjects: {
      public: ["the same for all applications", "hetzelfde voor alle applicaties", "bei allen Anwendungen gleich"],
      pairwise: ["one for this application only", "alleen voor deze applicatie", "nur für diese Anwendung"],
    },
    fields: {
      client_name: ["Name", "Naam", "Name"],
      redirect_uris: ["Redirect addresses", "Redirect-adressen", "Redirect-Adressen"],
      post_logout_redirect_uris: [
        "Addresses after sign-out",
        "Adressen na het uitloggen",
        "Adressen nach der Abmeldung",
      ],
      forward_auth_hosts: ["Hosts behind a proxy", "Hosts achter een proxy", "Hosts hinter einem Proxy"],
      token_endpoint_auth_method: ["Authentication", "Authenticatie", "Authentifizierung"],
      scope: ["Scopes", "Scopes", "Scopes"],
      realms: ["Realms that may sign in", "Realms die mogen inloggen", "Realms, die sich anmelden dürfen"],
      require_pin: ["Ask for the PIN", "Om de pincode vragen", "Nach der PIN fragen"],
      require_pkce: ["Require PKCE", "PKCE verplicht", "PKCE verlangen"],
      require_pushed_authorization_requests: [
        "Require pushed requests (PAR)",
        "Vooraf verstuurde verzoeken verplicht (PAR)",
        "Vorab gesendete Anfragen verlangen (PAR)",
      ],
      proximity: [
        "How near the phone has to be to a new browser",
        "Hoe dicht de telefoon bij een nieuwe browser moet zijn",
        "Wie nah das Smartphone einem neuen Browser sein muss",
      ],
      id_token_signed_response_alg: ["ID token signature", "Handtekening van het ID-token", "Signatur des ID-Tokens"],
      subject_type: ["User identifier", "Gebruikerskenmerk", "Benutzerkennung"],
      client_uri: ["Address of the application", "Adres van de applicatie", "Adresse der Anwendung"],
      logo_uri: ["Logo address", "Adres van het logo", "Adresse des Logos"],
      backchannel_logout_uri: [
        "Sign-out notification address",
        "Adres voor melding van uitloggen",
        "Adresse für Abmeldungen",
      ],
      jwks: ["Public keys (JWK set)", "Publieke sleutels (JWK-set)", "Öffentliche Schlüssel (JWK-Set)"],
      jwks_uri: ["Address of its public keys", "Adres van de publieke sleutels", "Adresse der öffentlichen Schlüssel"],
    },
    rules: {
      "": ["As PROXIMITY says", "Zoals PROXIMITY zegt", "Wie PROXIMITY es sagt"],
      tell: ["Only tell it", "Alleen vastleggen", "Nur festhalten"],
      country: ["In the same country", "In hetzelfde land", "Im selben Land"],
      provider: ["With the same provider", "Bij dezelfde provider", "Beim selben Anbieter"],
    },
    hints: {
      client_name: [
        "People read it when they sign in.",
        "Mensen lezen deze naam als ze inloggen.",
        "Diesen Namen liest man bei der Anmeldung.",
      ],
      client_uri: [
        "People are led there after they have registered a phone.",
        "Na het registreren van een telefoon komen mensen hierlangs verder.",
        "Dorthin geht es weiter, sobald jemand ein Smartphone registriert hat.",
      ],
      redirect_uris: [
        "One per line, exactly as the application sends them.",
        "Eén per regel, precies zoals de applicatie ze stuurt.",
        "Eine pro Zeile, genau so, wie die Anwendung sie sendet.",
      ],
      post_logout_redirect_uris: ["One per line.", "Eén per regel.", "Eine pro Zeile."],
      forward_auth_hosts: [
        "One per line. Only for applications behind a proxy that asks this service.",
        "Eén per regel. Alleen voor applicaties achter een proxy die deze dienst raadpleegt.",
        "Einer pro Zeile. Nur für Anwendungen hinter einem Proxy, der diesen Dienst fragt.",
      ],
      scope: [
        "Add offline_access if the application needs refresh tokens.",
        "Voeg offline_access toe als de applicatie refresh tokens nodig heeft.",
        "Ergänzen Sie offline_access, wenn die Anwendung Refresh-Tokens braucht.",
      ],
      realms: [
        "One per line. Leave blank for all.",
        "Eén per regel. Laat leeg voor alle realms.",
        "Einer pro Zeile. Leer lassen für alle.",
      ],
      jwks: [
        "Only if the application proves itself by a key of its own.",
        "Alleen als de applicatie zich met een eigen sleutel bewijst.",
        "Nur wenn sich die Anwendung durch einen eigenen Schlüssel ausweist.",
      ],
      jwks_uri: [
        "Instead of the keys themselves. They are read there.",
        "In plaats van de sleutels zelf. Ze worden daar opgehaald.",
        "Anstelle der Schlüssel selbst. Sie werden dort abgerufen.",
      ],
    },
    made: [
      (name: string) => `${name} is added`,
      (name) => `${name} is toegevoegd`,
      (name) => `${name} ist hinzugefügt`,
    ],
    rotated: [
      (name: string) => `A new secret for ${name}`,
      (name) => `Een nieuw geheim voor ${name}`,
      (name) => `Ein neues Geheimnis für ${name}`,
    ],
    once: [
      "Copy the secret now. You won’t see it again.",
      "Kopieer het geheim nu. Het wordt niet nog eens getoond.",
      "Kopieren Sie das Geheimnis jetzt. Es wird nicht noch einmal angezeigt.",
    ],
    confirmRotate: {
      title: ["Make a new secret?", "Een nieuw geheim maken?", "Neues Geheimnis erstellen?"],
      text: [
        "The present secret stays valid beside it, so you can change the application over. An older one stops working at once.",
        "Het huidige geheim blijft ernaast geldig, zodat u de applicatie kunt omzetten. Een nog ouder geheim werkt meteen niet meer.",
        "Das jetzige Geheimnis bleibt daneben gültig, damit Sie die Anwendung umstellen können. Ein noch älteres funktioniert sofort nicht mehr.",
      ],
      go: ["Make a new secret", "Nieuw geheim maken", "Neues Geheimnis erstellen"],
    },
    confirmRemove: {
      title: ["Remove this application?", "Deze applicatie verwijderen?", "Diese Anwendung entfernen?"],
      text: [
        "Nobody can sign in to it any more, and what it was granted ends.",
        "Niemand kan er dan nog op inloggen, en wat aan de applicatie is toegestaan, vervalt.",
        "Dann kann sich dort niemand mehr anmelden, und was der Anwendung gewährt wurde, erlischt.",
      ],
      go: ["Remove the application", "Applicatie verwijderen", "Anwendung entfernen"],
    },
  },
} satisfies WordTable;
