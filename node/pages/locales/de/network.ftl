# Netzwerk
network-title = Das Netzwerk
network-lead = Wie es um das Netzwerk steht, von diesem Knoten aus gesehen. Alles hier wurde auf dieser Maschine festgestellt; andere wurden dafür nichts gefragt.
network-attention = Was Aufmerksamkeit braucht
network-all-well = Nichts braucht Ihre Aufmerksamkeit.
network-urgent = Handeln Sie jetzt.
network-notable = Gut zu wissen.
network-what-means = Was bedeutet das?
network-records = Veröffentlichungen:
network-program-says = Was das Programm meldet:
network-this-node = Dieser Knoten
network-name = Netzwerk
network-id = Kennung des Netzwerks
network-publishes-for = Veröffentlicht für
network-reads-only = niemanden; dieser Knoten liest nur
network-node-key = Schlüssel des Knotens
network-fingerprint = Signaturschlüssel
network-running = Programm
network-running-for = Version { $version }, Laufzeit { $time }
network-roster = Mitgliederliste
network-roster-until = Version { $version }, gültig bis { $day }
network-entries = Einträge hier
network-came = Wie sie seit dem Start kamen
network-came-by = { $here } hier veröffentlicht, { $gossip } von anderen angekündigt, { $caught } nachträglich geholt
network-disk = Größe auf der Platte
network-connected = Andere Knoten
network-connected-to = { $connected } von { $known } verbunden; { $equal } haben genau dieselben Einträge
network-moments = weniger als eine Minute
network-minutes = { $count ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
network-hours = { $count ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
network-days = { $count ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
network-unknown = nicht bekannt
network-never = nie
network-members = Mitglieder
network-n-members = { $count ->
    [one] Ein Mitglied in der Mitgliederliste
   *[other] { $n } Mitglieder in der Mitgliederliste
}
network-member = Mitglied
network-status = Rolle im Netzwerk
network-nodes = Jetzt erreichbare Knoten
network-records-here = Einträge hier
network-moved = Letzter Eintrag signiert
network-here = dieser Knoten
network-status-member = Nationale Kontaktstelle
network-status-observer = Beobachter
network-status-institution = Institution
network-status-expelled = Nicht mehr im Netzwerk
network-no-node = hat keinen Knoten
network-online-of = { $online } von { $nodes }
network-connections = Verbindungen
network-connections-lead = Die anderen Knoten der Mitgliederliste. Zwei Knoten mit denselben Einträgen haben alles gelesen, was der andere hat.
network-n-peers = { $count ->
    [one] Ein anderer Knoten
   *[other] { $n } andere Knoten
}
network-no-peers = Die Mitgliederliste enthält keinen anderen Knoten.
network-node = Knoten
network-state = Zustand
network-same = Dieselben Einträge
network-same-yes = ja
network-same-no = noch nicht: sie werden ausgetauscht
network-same-unknown = noch nicht verglichen
network-way = Weg
network-program = Programm
network-online = Verbunden
network-offline = Nicht verbunden
network-since = Dauer: { $time }
network-outgoing = von hier aufgebaut
network-incoming = von dort aufgebaut
network-place-here = auf dieser Maschine
network-place-private = internes Netz
network-place-internet = Internet
network-failures = { $count ->
    [one] Ein Versuch ist gescheitert.
   *[other] { $n } Versuche sind gescheitert.
}
network-technical = Technische Angabe
network-reason-refused = Unter der Adresse antwortet nichts.
network-reason-refused-do = Vielleicht läuft das Programm dort nicht. Fragen Sie dieses Mitglied, ob sein Knoten in Betrieb ist.
network-reason-silent = Es kam nicht rechtzeitig eine Antwort.
network-reason-silent-do = Vielleicht steht eine Firewall dazwischen, oder die Maschine dort ist aus. Fragen Sie dieses Mitglied, und Ihre Netzwerkabteilung, ob der Weg nach außen offen ist.
network-reason-unreachable = Diese Maschine kennt keinen Weg zu der Adresse.
network-reason-unreachable-do = Fragen Sie Ihre Netzwerkabteilung, ob diese Maschine ins Internet darf.
network-reason-name = Der Name in der Adresse konnte nicht aufgelöst werden.
network-reason-name-do = Fragen Sie Ihre Netzwerkabteilung nach der Namensauflösung (DNS), oder dieses Mitglied nach seiner Adresse.
network-reason-other-node = Unter der Adresse antwortet ein anderer Knoten.
network-reason-other-node-do = Die Mitgliederliste ist vielleicht veraltet. Fragen Sie dieses Mitglied nach seinem Schlüssel, und vergleichen Sie ihn am Telefon.
network-reason-paused = Er hat die Regeln des Austauschs verletzt und bleibt eine Weile ausgeschlossen.
network-reason-paused-do = Er wird von selbst wieder zugelassen. Geschieht es noch einmal, sagen Sie es diesem Mitglied.
network-reason-not-tried = Er wurde noch nicht erreicht.
network-reason-not-tried-do = Beide Seiten können die Verbindung aufbauen; dieser Knoten versucht es weiter.
network-reason-other = Er konnte nicht erreicht werden.
network-reason-other-do = Die technische Angabe nennt den Grund; Ihre Administration weiß mehr.
network-logs = Protokolle
network-logs-lead = Jeder Signaturschlüssel hat ein eigenes Protokoll. Seine Einträge sind lückenlos nummeriert, und jeder nennt den vorigen.
network-n-logs = { $count ->
    [one] Ein Protokoll
   *[other] { $n } Protokolle
}
network-key = Schlüssel
network-height = Einträge hier
network-last = Letzter Eintrag
network-key-state = Zustand des Schlüssels
network-key-until = gültig bis { $day }
network-key-ended = abgelaufen am { $day }
network-key-early = noch nicht gültig
network-key-revoked = widerrufen: { $reason }
network-key-frozen = eingefroren: Nummer { $number } wurde zweimal signiert

# Warnungen: was ist, was es bedeutet, was zu tun ist.
network-w-storage = Dieser Knoten kann nicht auf seine Platte schreiben.
network-w-storage-means = Neue Einträge anderer Mitglieder werden nicht angenommen, und nichts kann veröffentlicht werden, bis die Platte wieder schreibt. Was da ist, lässt sich lesen. Nichts geht verloren: Was fehlt, wird später geholt.
network-w-storage-do = Schaffen Sie Platz auf der Platte, oder lassen Sie sie prüfen; der Knoten macht von selbst weiter.
network-w-roster-frozen = Es gibt zwei gültige Mitgliederlisten mit Version { $version }.
network-w-roster-frozen-means = Die Mitgliederliste sagt, wer signieren darf. Die Schlüsselinhaber dürfen nie zwei verschiedene mit derselben Version signieren. Bis das geklärt ist, nimmt dieser Knoten keine neuere Mitgliederliste an.
network-w-roster-frozen-do = Verständigen Sie die Schlüsselinhaber auf einem anderen Weg: am Telefon, nicht per E-Mail.
network-w-log-frozen = Ein Protokoll von { $member } ist eingefroren: Sein Schlüssel hat zwei verschiedene Einträge mit der Nummer { $number } signiert.
network-w-log-frozen-means = Das geschieht, wenn ein Schlüssel kopiert, ein Knoten aus einer alten Kopie wiederhergestellt oder ein Schlüssel missbraucht wurde. Dieser Knoten bewahrt beide Einträge als Beweis auf und nimmt aus diesem Protokoll nichts mehr an. Was davor kam, bleibt.
network-w-log-frozen-do = Sprechen Sie mit { $member } auf einem anderen Weg. Verlassen Sie sich nicht auf neuere Zahlen von dort, bis die Schlüsselinhaber den Schlüssel ersetzt haben.
network-w-roster-expired = Die Mitgliederliste ist am { $day } abgelaufen.
network-w-roster-expired-means = Ohne gültige Mitgliederliste veröffentlicht niemand etwas. Das Lesen geht weiter.
network-w-roster-expired-do = Bitten Sie die Schlüsselinhaber um eine neue Mitgliederliste; sie erreicht diesen Knoten von selbst.
network-w-roster-expires = Die Mitgliederliste läuft am { $day } ab.
network-w-roster-expires-means = Von diesem Tag an veröffentlicht niemand etwas, bis es eine neue gibt. Das Lesen geht weiter.
network-w-roster-expires-do = Bitten Sie die Schlüsselinhaber, rechtzeitig eine neue Mitgliederliste zu signieren.
network-w-broken-rule = { $member } hat einen Eintrag signiert, der die Regel { $rule } verletzt. Er wurde abgelehnt.
network-w-broken-rule-means = Die Regeln schützen Personen hinter kleinen Zahlen und halten Veröffentlichungen lesbar. Alle im Netzwerk lehnen einen solchen Eintrag ab, und damit alles, was { $member } danach veröffentlicht.
network-w-broken-rule-do = Sagen Sie es { $member }: Der Knoten dort hat etwas signiert, das kein anderer Knoten annimmt.
network-w-review = Eine zweite Prüfung fand etwas in dem, was { $member } veröffentlicht hat (Zahl der Veröffentlichungen: { $count }).
network-w-review-means = Dieser Knoten prüft noch einmal, was andere veröffentlichen: ob sich unterdrückte Zahlen ableiten lassen, und ob Texte Personen nennen. Die Veröffentlichungen sind gültig und lesbar; die Prüfung weist nur auf sie hin.
network-w-review-do = Sagen Sie es { $member }, und geben Sie nichts aus diesen Veröffentlichungen weiter, bis es geklärt ist.
network-w-hold = Von diesem Knoten kann zurzeit nichts veröffentlicht werden.
network-w-hold-means = Bevor er signiert, vergewissert sich der Knoten, dass er sein eigenes Protokoll vollständig kennt. Auf einem alten Stand zu signieren gäbe zwei Einträgen dieselbe Nummer und fröre das Protokoll für immer ein.
network-w-hold-do = Meist geht das in Sekunden vorbei. Wenn nicht, sagt die Angabe darunter, was nötig ist.
network-w-alone = Kein anderer Knoten ist verbunden.
network-w-alone-means = Mit dem, was da ist, lässt sich lesen und arbeiten. Neue Veröffentlichungen anderer treffen nicht ein, und Ihre werden später zugestellt.
network-w-alone-do = Sehen Sie bei den Verbindungen unten nach: Bei jeder steht, warum sie scheitert.
network-w-paused = Ein Knoten von { $member } hat die Regeln des Austauschs verletzt und bleibt eine Weile ausgeschlossen.
network-w-paused-means = Er sandte Nachrichten, die nicht zu lesen oder zu groß sind. Das kann ein Fehler seines Programms sein oder der Versuch, zu stören. Veröffentlichungen von { $member } treffen über andere weiterhin ein.
network-w-paused-do = Im Augenblick nichts. Geschieht es noch einmal, sagen Sie es { $member }.
network-w-catalogue = Der Katalog wird aufgebaut: { $done } von { $of } Einträgen.
network-w-catalogue-means = Listen, Suchen und Zahlen kommen aus dem Katalog. Bis er vollständig ist, fehlen darin Veröffentlichungen.
network-w-catalogue-do = Warten Sie; er ist in wenigen Minuten fertig.
