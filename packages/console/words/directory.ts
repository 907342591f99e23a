// The console's page about the directories of organisations.

import type { WordTable } from "../../../src/web/words/for-console.ts";

export const directoryWords = {
  directory: {
    lead: [
      "A directory, such as Microsoft Entra or Okta, adds, renames and deactivates the people of a realm by itself (SCIM 2.0).",
      "Een directory, zoals Microsoft Entra of Okta, voegt de gebruikers van een realm zelf toe, wijzigt hun naam en deactiveert ze (SCIM 2.0).",
      "Ein Verzeichnis wie Microsoft Entra oder Okta nimmt die Personen eines Realms selbst auf, benennt sie um und deaktiviert sie (SCIM 2.0).",
    ],
    address: ["Address to enter in the directory", "Adres om in de directory in te vullen", "Adresse zum Eintragen im Verzeichnis"],
    untried: [
      "Built from Microsoft’s and Okta’s documents; nobody has tried it with a tenant yet. docs/scim.md says more.",
      "Gebouwd volgens de documentatie van Microsoft en Okta; nog niemand heeft het met een tenant geprobeerd. Meer staat in docs/scim.md.",
      "Nach der Dokumentation von Microsoft und Okta gebaut; mit einem Mandanten hat es noch niemand ausprobiert. Mehr steht in docs/scim.md.",
    ],
    accounts: ["Directories", "Directory’s", "Verzeichnisse"],
    none: [
      "No account has the right “scim” yet. Create one with exactly one realm, then create a key for it.",
      "Nog geen account heeft het recht “scim”. Maak er een met precies één realm, en maak er daarna een sleutel voor.",
      "Noch hat kein Konto das Recht „scim“. Erstellen Sie eines mit genau einem Realm und danach einen Schlüssel dafür.",
    ],
    add: ["Create an account", "Account maken", "Konto erstellen"],
    account: ["Account", "Account", "Konto"],
    realm: ["Realm", "Realm", "Realm"],
    lastCame: ["Key last used", "Sleutel laatst gebruikt", "Schlüssel zuletzt benutzt"],
    never: ["never", "nooit", "nie"],
    notOne: [
      "must have exactly one realm, and not the administrators’",
      "moet precies één realm hebben, en niet dat van de beheerders",
      "braucht genau einen Realm, und nicht den der Administratoren",
    ],
    disabled: ["disabled", "uitgeschakeld", "deaktiviert"],
    came: [(name: string) => `What came last from ${name}`, (name) => `Wat het laatst van ${name} kwam`, (name) => `Was zuletzt von ${name} kam`],
    cameCaption: ["Newest first", "Nieuwste eerst", "Neueste zuerst"],
    nothing: ["Nothing so far.", "Nog niets.", "Noch nichts."],
    all: ["All of it in the audit trail", "Alles in het auditlog", "Alles im Audit-Protokoll"],
    out: ["Deactivated by a directory", "Gedeactiveerd door een directory", "Von einem Verzeichnis deaktiviert"],
    nobodyOut: ["Nobody.", "Niemand.", "Niemand."],
    person: ["User", "Gebruiker", "Benutzer"],
    since: ["Since", "Sinds", "Seit"],
    more: ["All in the list of users", "Allemaal in de lijst van gebruikers", "Alle in der Liste der Benutzer"],
    entra: ["Set up Microsoft Entra", "Microsoft Entra instellen", "Microsoft Entra einrichten"],
    entraSteps: [
      [
        "In the Microsoft Entra admin center, open Enterprise applications, New application, Create your own application.",
        "Open Provisioning, New configuration. Enter the address above as the tenant URL and the account’s key as the secret token. Test the connection, then choose Create.",
        "In Users and groups, assign the people and groups who should be here.",
        'In Attribute mapping, keep for users userName, active, externalId, displayName, emails[type eq "work"].value, name.givenName, name.familyName and preferredLanguage. Delete the others.',
        "Map objectId to externalId, for users and for groups. For users, Entra has mailNickname there.",
        "Try one person with “Provision on demand”, then start provisioning. Entra comes every 40 minutes.",
      ],
      [
        "Open in het Microsoft Entra-beheercentrum Bedrijfstoepassingen, Nieuwe toepassing, Uw eigen toepassing maken.",
        "Open Inrichting, Nieuwe configuratie. Vul het adres hierboven in als tenant-URL en de sleutel van het account als geheim token. Test de verbinding en kies Maken.",
        "Wijs bij Gebruikers en groepen de personen en groepen toe die hier moeten komen.",
        'Houd bij Kenmerktoewijzing voor gebruikers userName, active, externalId, displayName, emails[type eq "work"].value, name.givenName, name.familyName en preferredLanguage. Verwijder de andere.',
        "Wijs objectId toe aan externalId, voor gebruikers en voor groepen. Bij gebruikers staat daar mailNickname.",
        "Probeer één persoon met “Inrichten op aanvraag” en start daarna de inrichting. Entra komt elke 40 minuten.",
      ],
      [
        "Öffnen Sie im Microsoft Entra Admin Center Unternehmensanwendungen, Neue Anwendung, Eigene Anwendung erstellen.",
        "Öffnen Sie Bereitstellung, Neue Konfiguration. Tragen Sie die Adresse oben als Mandanten-URL und den Schlüssel des Kontos als geheimes Token ein. Testen Sie die Verbindung, und wählen Sie Erstellen.",
        "Weisen Sie unter Benutzer und Gruppen die Personen und Gruppen zu, die hier sein sollen.",
        'Behalten Sie unter Attributzuordnung bei den Benutzern userName, active, externalId, displayName, emails[type eq "work"].value, name.givenName, name.familyName und preferredLanguage. Löschen Sie die übrigen.',
        "Ordnen Sie externalId die objectId zu, bei Benutzern und bei Gruppen. Bei Benutzern steht dort mailNickname.",
        "Probieren Sie eine Person mit „Bei Bedarf bereitstellen“ aus, und starten Sie dann die Bereitstellung. Entra kommt alle 40 Minuten.",
      ],
    ],
    okta: ["Set up Okta", "Okta instellen", "Okta einrichten"],
    oktaSteps: [
      [
        "In the General tab of an application of the type SAML or SWA, edit App Settings and choose SCIM as provisioning.",
        "In Provisioning, Integration, enter the address above as the base URL, userName as the unique identifier, and HTTP Header with the account’s key. Tick Push New Users, Push Profile Updates and Push Groups. Test the connector.",
        "In To App, switch on Create Users, Update User Attributes and Deactivate Users. Leave Sync Password off.",
        "Assign people, and push groups. Okta deletes nobody: whoever is unassigned is deactivated.",
      ],
      [
        "Bewerk op het tabblad General van een applicatie van het type SAML of SWA de App Settings en kies SCIM als provisioning.",
        "Vul bij Provisioning, Integration het adres hierboven in als base URL, userName als unique identifier, en HTTP Header met de sleutel van het account. Vink Push New Users, Push Profile Updates en Push Groups aan. Test de connector.",
        "Zet bij To App Create Users, Update User Attributes en Deactivate Users aan. Laat Sync Password uit.",
        "Wijs personen toe, en push groepen. Okta verwijdert niemand: wie niet meer is toegewezen, wordt gedeactiveerd.",
      ],
      [
        "Bearbeiten Sie im Tab General einer Anwendung vom Typ SAML oder SWA die App Settings, und wählen Sie SCIM als Provisioning.",
        "Tragen Sie unter Provisioning, Integration die Adresse oben als Base URL ein, userName als Unique Identifier und HTTP Header mit dem Schlüssel des Kontos. Wählen Sie Push New Users, Push Profile Updates und Push Groups. Testen Sie den Connector.",
        "Schalten Sie unter To App Create Users, Update User Attributes und Deactivate Users ein. Lassen Sie Sync Password aus.",
        "Weisen Sie Personen zu, und pushen Sie Gruppen. Okta löscht niemanden: Wer nicht mehr zugewiesen ist, wird deaktiviert.",
      ],
    ],
  },
} satisfies WordTable;
