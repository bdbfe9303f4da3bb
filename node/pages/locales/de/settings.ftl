# Einstellungen
settings = Einstellungen
settings-ways = Einstellungen
settings-own = Ihr Konto
settings-tokens = Token
settings-searches = Gespeicherte Suchen
settings-accounts = Konten
settings-audit = Prüfprotokoll
settings-full-name = Name
settings-login = Anmeldename
settings-roles = Rollen
settings-roles-hint = Ihre Administration vergibt Rollen. Wer sich anmeldet, darf lesen.
settings-password = Passwort
settings-password-lead = Wenn Sie Ihr Passwort ändern, enden alle Ihre anderen Sitzungen.
settings-password-change = Passwort ändern
settings-password-elsewhere = Sie melden sich mit dem Konto Ihrer Behörde an; ändern Sie Ihr Passwort dort.
settings-owner = Sie sind als Eigentümer dieses Knotens angemeldet, über einen Link von der Befehlszeile. Sie können lesen und verwalten. Um zu veröffentlichen, freizugeben oder Token anzulegen, melden Sie sich mit einem eigenen Konto an.
settings-sessions = Wo Sie angemeldet sind
settings-sessions-lead = Sitzungen enden von selbst, wenn darin eine Weile nichts geschieht.
settings-n-sessions = { $count ->
    [one] Eine Sitzung
   *[other] { $n } Sitzungen
}
settings-since = Angemeldet
settings-last = Zuletzt verwendet
settings-way = Wie
settings-by-password = mit Passwort
settings-by-link = mit einem einmaligen Link
settings-by-provider = über Ihre Behörde
settings-this-session = diese
settings-sign-out-everywhere = Überall abmelden
settings-sign-out-everywhere-hint = Beendet alle Ihre Sitzungen, auch diese. Tun Sie das, wenn Sie einen Rechner ohne Abmeldung verlassen haben.
role-reader = Lesen
role-publisher = Veröffentlichen
role-approver = Freigeben
role-administrator = Verwalten
role-reader-hint = Liest alles, was auf diesem Knoten liegt.
role-publisher-hint = Bereitet Veröffentlichungen vor und reicht sie ein.
role-approver-hint = Gibt frei, was andere eingereicht haben, oder schickt es zurück.
role-administrator-hint = Verwaltet Konten und liest das Prüfprotokoll.

tokens-lead = Mit einem Token fragt ein Programm wie R, Python oder eine Tabellenkalkulation diesen Knoten in Ihrem Namen. Es darf, was Sie hier wählen, und nie mehr als Sie.
tokens-list = Ihre Token
tokens-none = Sie haben keine Token.
tokens-n = { $count ->
    [one] Ein Token
   *[other] { $n } Token
}
tokens-name = Name
tokens-name-hint = Wofür es ist, zum Beispiel „Zahlen in R“.
tokens-scopes = Was es darf
tokens-scopes-hint = Wählen Sie nicht mehr, als das Programm braucht.
tokens-days = Gültig für
tokens-n-days = { $count ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
tokens-new = Neues Token
tokens-make = Token anlegen
tokens-made = Angelegt
tokens-expires = Gültig bis
tokens-used = Zuletzt verwendet
tokens-never = nie
tokens-state = Zustand
tokens-valid = gültig
tokens-expired = abgelaufen
tokens-revoked = widerrufen
tokens-revoke = Widerrufen
tokens-revoke-ask = Programme, die dieses Token verwenden, werden ab jetzt abgewiesen. Widerrufen?
tokens-fresh = Das Token „{ $name }“ wurde angelegt
tokens-once = Sie sehen es nur dieses eine Mal. Kopieren Sie es jetzt.
tokens-secret = Das Token
tokens-try = Probieren Sie es aus:
tokens-command = Ein Befehl, der das Token verwendet
tokens-keep = Bewahren Sie es auf wie ein Passwort: nicht in E-Mails und nicht in Dateien, die andere lesen. Gerät es in falsche Hände, widerrufen Sie es hier.
tokens-wrong-name = Geben Sie dem Token einen Namen von höchstens 64 Zeichen, den keines Ihrer anderen Token hat.
tokens-wrong-scopes = Wählen Sie mindestens eines, was das Token darf.
tokens-wrong-days = Wählen Sie eine der Laufzeiten.
tokens-full = Es gibt so viele Token, wie es geben darf. Widerrufen Sie eines, das nicht mehr gebraucht wird.

searches-lead = Eine gespeicherte Suche lässt sich wieder öffnen und in einem Feedreader verfolgen.
searches-keep = Eine Suche speichern
searches-looks-for = Gesucht wird nach:
searches-everything = alle Veröffentlichungen
searches-name = Name
searches-name-hint = Damit Sie sie wiedererkennen.
searches-save = Suche speichern
searches-list = Ihre gespeicherten Suchen
searches-none = Sie haben keine gespeicherten Suchen.
searches-none-more = Suchen Sie etwas, und wählen Sie „Diese Suche speichern“ neben den Ergebnissen.
searches-saved = gespeichert am
searches-feed = Adresse für einen Feedreader
searches-feed-hint = Wer diese Adresse kennt, kann die Ergebnisse ohne Anmeldung lesen. Geben Sie sie niemandem; wenn Sie die Suche entfernen, erlischt sie.
searches-remove = Entfernen
searches-remove-hint = Wenn Sie eine Suche entfernen, endet auch ihr Feed.
searches-wrong-name = Geben Sie der Suche einen Namen von 1 bis 120 Zeichen.
searches-wrong-query = Diese Suche kann nicht gespeichert werden: { $why }
searches-too-many = Sie haben so viele gespeicherte Suchen, wie es geben darf. Entfernen Sie eine, die Sie nicht mehr brauchen.

accounts-lead = Alle melden sich mit einem eigenen Konto an. Jede Änderung hier steht im Prüfprotokoll.
accounts-list = Alle Konten
accounts-n = { $count ->
    [one] Ein Konto
   *[other] { $n } Konten
}
accounts-state = Zustand
accounts-since = Angelegt am
accounts-active = aktiv
accounts-newcomer = muss ein Passwort wählen
accounts-disabled = gesperrt
accounts-new = Neues Konto
accounts-login-hint = Buchstaben, Ziffern und . _ - @, zum Beispiel a.jansen
accounts-full-name-hint = Wie die Person im Haus bekannt ist; der Name steht bei Entwürfen und Freigaben.
accounts-roles-hint = Niemand gibt den eigenen Entwurf frei, mit welchen Rollen auch immer.
accounts-make = Konto anlegen
accounts-make-hint = Die nächste Seite zeigt ein Anfangspasswort. Bei der ersten Anmeldung muss die Person ein anderes wählen.
accounts-provider-hint = Man kann sich auch über Ihre Behörde anmelden; wer den Knoten betreibt, legt fest, wie es dabei zu Konten und Rollen kommt.
accounts-fresh = Anfangspasswort für
accounts-once = Sie sehen es nur dieses eine Mal.
accounts-initial = Anfangspasswort
accounts-hand-over = Übergeben Sie es persönlich oder am Telefon. Bei der ersten Anmeldung muss es geändert werden.
accounts-own = Das ist Ihr eigenes Konto.
accounts-provider = Meldet sich an über
accounts-save-roles = Rollen speichern
accounts-reset = Neues Passwort
accounts-reset-lead = Für jemanden, der das eigene vergessen hat. Alle Sitzungen enden, und bei der Anmeldung muss ein anderes Passwort gewählt werden.
accounts-reset-do = Anfangspasswort erzeugen
accounts-access = Zugang
accounts-not-own = Sie können weder Ihr eigenes Konto sperren noch sich selbst die Rolle „Verwalten“ entziehen. Eine andere Person mit dieser Rolle kann es.
accounts-disable = Sperren
accounts-disable-lead = Die Person kann sich nicht mehr anmelden. Alle Sitzungen enden sofort; Token und Feeds funktionieren nicht mehr. Entwürfe und das Prüfprotokoll bleiben.
accounts-disable-do = Konto sperren
accounts-disable-ask = Die Person wird sofort abgemeldet. Konto sperren?
accounts-enable = Entsperren
accounts-enable-lead = Die Person kann sich wieder anmelden, mit denselben Rollen.
accounts-enable-do = Konto entsperren
accounts-wrong-login = Das taugt nicht als Anmeldename: Verwenden Sie 1 bis 64 Buchstaben, Ziffern oder . _ - @, mit einem Buchstaben oder einer Ziffer am Anfang.
accounts-taken = Es gibt schon ein Konto mit diesem Namen.
accounts-wrong-full-name = Geben Sie einen Namen von 1 bis 100 Zeichen in einer Zeile an.
accounts-full = Es gibt so viele Konten, wie es geben darf.
accounts-last-administrator = Jemand muss die Rolle „Verwalten“ behalten. Geben Sie sie zuerst einem anderen Konto.
accounts-wait = Zu viel auf einmal. Versuchen Sie es in einigen Sekunden wieder.

audit-lead = Wer an diesem Knoten was getan hat. Zeilen werden nur angefügt, und jede ist durch einen Hash an die vorige gebunden, sodass eine geänderte oder entfernte Zeile auffällt.
audit-verified = { $count ->
    [0] Das Protokoll ist leer.
    [one] Das Protokoll hat eine Zeile und ist unversehrt.
   *[other] Alle { $n } Zeilen wurden geprüft: Jede folgt aus der vorigen.
}
audit-head = Hash der letzten Zeile, zum Vergleich mit einer Kopie:
audit-broken = Zeile { $line } folgt nicht aus der vorigen.
audit-broken-do = Sie wurde geändert oder entfernt, oder die Platte ist defekt. Gezeigt werden die Zeilen davor. Vergleichen Sie mit einer Sicherung, und verständigen Sie die für Sicherheit Verantwortlichen; dieser Knoten schreibt keine weiteren Zeilen und veröffentlicht nichts, bis das geklärt ist.
audit-filter = Zeilen wählen
audit-action = Was
audit-all-actions = Alles
audit-who = Wer
audit-show = Anzeigen
audit-n = { $count ->
    [0] Keine Zeilen
    [one] Eine Zeile
   *[other] { $n } Zeilen
}
audit-download = Das ganze Protokoll herunterladen
audit-none = Keine Zeile passt.
audit-number = Nr.
audit-when = Wann
audit-about = Worüber
audit-hash = Hash

did-override = Warnung übergangen
did-publish = Veröffentlicht
did-publish-alone = Ohne zweite Person veröffentlicht
did-submit = Entwurf eingereicht
did-send-back = Entwurf zurückgegeben
did-approve = Entwurf freigegeben
did-sign-in = Angemeldet
did-sign-in-refused = Anmeldung abgelehnt
did-sign-in-link = Anmeldelink angelegt
did-sign-out = Abgemeldet
did-sign-out-everywhere = Überall abgemeldet
did-password-change = Passwort geändert
did-user-add = Konto angelegt
did-user-roles = Rollen geändert
did-user-disable = Konto gesperrt
did-user-enable = Konto entsperrt
did-user-password = Anfangspasswort erzeugt
did-user-link = Konto mit der Anmeldung der Behörde verknüpft
did-token-create = Token angelegt
did-token-revoke = Token widerrufen
did-person-add = Person eingetragen
did-person-remove = Person ausgetragen
did-search-save = Suche gespeichert
did-search-remove = Gespeicherte Suche entfernt
did-audit-download = Prüfprotokoll heruntergeladen
did-take-back = Entwurf zurückgezogen
did-discard = Entwurf verworfen
