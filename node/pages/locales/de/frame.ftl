# Around every page.
product = EMN-Knoten
skip-to-content = Zum Inhalt
language-choice = Sprache
theme-choice = Darstellung
theme-system = Wie auf diesem Gerät
theme-light = Hell
theme-dark = Dunkel
signed-in-as = Angemeldet als
sign-in = Anmelden
sign-out = Abmelden
menu = Menü
navigation = Hauptnavigation
place-home = Start
place-topics = Themen
place-search = Suche
place-compare = Vergleichen
place-publish = Veröffentlichen
place-approvals = Freigaben
place-network = Netzwerk
place-settings = Einstellungen
n-waiting = { $count ->
    [one] { $n } Entwurf wartet auf Sie
   *[other] { $n } Entwürfe warten auf Sie
}
search-everything = Alle Veröffentlichungen durchsuchen
search-placeholder = Wörter oder ein Thema, in jeder Sprache
search-button = Suchen
api-documentation = API-Dokumentation
feeds = Neue Veröffentlichungen (Atom)
about-this-node = Über diesen Knoten
licence = Freie Software unter der EUPL-1.2

# Numbers, days, sizes.
date = { $day }. { $month } { $year }
month = { $month } { $year }
quarter = { $quarter }. Quartal { $year }
month-01 = Januar
month-02 = Februar
month-03 = März
month-04 = April
month-05 = Mai
month-06 = Juni
month-07 = Juli
month-08 = August
month-09 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
size-bytes = { $n } Byte
size-kilobytes = { $n } kB
size-megabytes = { $n } MB
n-records = { $count ->
    [one] { $n } Veröffentlichung
   *[other] { $n } Veröffentlichungen
}
n-results = { $count ->
    [0] Keine Treffer
    [one] { $n } Treffer
   *[other] { $n } Treffer
}
n-more = { $count ->
    [one] { $n } weiterer Wert
   *[other] { $n } weitere Werte
}
and-n-more = { $count ->
    [one] und { $n } weiteres
   *[other] und { $n } weitere
}
n-mistakes = { $count ->
    [one] Ein Punkt braucht Ihre Aufmerksamkeit
   *[other] { $n } Punkte brauchen Ihre Aufmerksamkeit
}
n-minutes = { $count ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
n-seconds = { $count ->
    [one] { $n } Sekunde
   *[other] { $n } Sekunden
}

# Words for records.
kind-report = Trendbericht
kind-practice = Bewährtes Verfahren
kind-correction = Berichtigung
kind-withdrawal = Rücknahme
audience-public = Öffentlich
audience-network = Nur für das Netzwerk
audience-public-meaning = Alle dürfen es lesen.
audience-network-meaning = Nur Mitglieder und Beobachter des Netzwerks dürfen es lesen.
standing-superseded = Ersetzt
standing-withdrawn = Zurückgenommen
topics = Themen
countries = Behandelte Länder
covers = Behandelt
period = Zeitraum
member = Mitglied
organisation = Organisation
languages = Sprachen
version = Version

# Words for forms and buttons.
optional = (freiwillig)
mistake = Fehler:
no = Nein
cancel = Abbrechen
back = Zurück
remove = Entfernen
none = Keine
total = Insgesamt
unknown = Nicht bekannt
done = erledigt
copy = Kopieren
copied = Kopiert
download = Herunterladen
figures-behind = Die Zahlen als Tabelle
pages = Ergebnisseiten
first-page = Erste Seite
next-page = Nächste Seite
steps = Schritte
filter-chosen = (gewählt; folgen Sie dem Link, um den Filter zu entfernen)
way-here = Der Weg zu dieser Seite

# Said once, above a page.
notice-saved = Ihre Änderungen wurden gespeichert.
notice-deleted = Es wurde gelöscht.
notice-sent = Es wurde gesendet.
notice-password-changed = Ihr Passwort wurde geändert. Alle Ihre anderen Sitzungen wurden beendet.

# When a page cannot be shown.
error-label = Fehler { $status }
error-request = Kennzeichen für Ihre Administration: { $id }
error-home = Zur Startseite
error-search = In den Veröffentlichungen suchen
error-400 = Die Anfrage wurde nicht verstanden
error-400-what = Etwas in der Adresse oder im Formular passt nicht. Gehen Sie zurück, prüfen Sie Ihre Angaben und senden Sie sie erneut.
error-401 = Bitte melden Sie sich an
error-401-what = Diese Seite ist für Personen mit einem Konto auf diesem Knoten. Melden Sie sich an, oder bitten Sie Ihre Administration um ein Konto.
error-403 = Das dürfen Sie nicht
error-403-what = Ihr Konto hat die Rolle dafür nicht, oder das Formular war zu alt. Gehen Sie zurück, laden Sie die Seite neu und wiederholen Sie den Vorgang. Wenn Sie die Rolle brauchen, wenden Sie sich an Ihre Administration.
error-404 = Diese Seite gibt es nicht
error-404-what = Vielleicht ist die Adresse falsch geschrieben, oder der Inhalt wurde entfernt. Suchen Sie danach, oder beginnen Sie auf der Startseite.
error-405 = Das ist hier nicht möglich
error-405-what = Die Adresse gibt es, aber nicht für diese Art von Anfrage. Gehen Sie zurück und verwenden Sie die Schaltflächen der Seite.
error-409 = Jemand anders war schneller
error-409-what = Was Sie ändern wollten, wurde inzwischen geändert. Gehen Sie zurück, laden Sie die Seite neu und sehen Sie sich den jetzigen Stand an.
error-410 = Dies wurde zurückgenommen
error-410-what = Das Mitglied, das es veröffentlicht hat, hat es zurückgenommen. Der Inhalt wird nicht mehr angezeigt.
error-413 = Das ist zu groß
error-413-what = Die Datei oder der Text ist größer, als dieser Knoten annimmt. Senden Sie etwas Kleineres, oder teilen Sie es auf.
error-415 = Diese Art von Datei wird nicht angenommen
error-415-what = Senden Sie eine der Arten, die das Formular nennt.
error-422 = Etwas darin stimmt nicht
error-422-what = Gehen Sie zurück, berichtigen Sie, was unten genannt ist, und senden Sie es erneut.
error-429 = Zu viele Versuche
error-429-what = Zum Schutz der Konten wartet dieser Knoten, bevor er wieder antwortet. Versuchen Sie es in einigen Minuten erneut.
error-500 = In diesem Knoten ist etwas schiefgegangen
error-500-what = Es liegt nicht an Ihnen, und was Sie gespeichert hatten, ist sicher. Versuchen Sie es gleich noch einmal. Geschieht es wieder, nennen Sie Ihrer Administration das Kennzeichen unten.
error-503 = Dieser Knoten ist beschäftigt
error-503-what = Er ist gleich wieder bereit. Warten Sie einige Sekunden und laden Sie die Seite dann neu.
