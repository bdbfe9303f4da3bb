# Das Vokabular und seine Themen.

topics-title = Themen
topics-means = Das kontrollierte Vokabular des Netzes. Ein Thema bedeutet in jeder Sprache dasselbe: Wer danach sucht, findet Veröffentlichungen in allen Sprachen.
topics-all = Alle Themen
topics-files = Für Programme
topics-files-mean = Das Vokabular als SKOS, mit Bezeichnungen in allen Sprachen und Verweisen auf EuroVoc.
topic-other-words = Auch:
topic-all-records = { $count ->
    [0] Zu diesem Thema suchen
    [one] { $n } Veröffentlichung zu diesem Thema
   *[other] Alle { $n } Veröffentlichungen zu diesem Thema
}
topic-feed = Feed (Atom)
topic-figures = Kennzahlen
topic-newest-reports = Neueste Berichte
topic-newest-practices = Neueste bewährte Verfahren
topic-no-reports = Zu diesem Thema gibt es noch keine Berichte.
topic-no-practices = Zu diesem Thema gibt es noch keine bewährten Verfahren.
topic-all-reports = { $count ->
    [one] { $n } Bericht
   *[other] Alle { $n } Berichte
}
topic-all-practices = { $count ->
    [one] { $n } bewährtes Verfahren
   *[other] Alle { $n } bewährten Verfahren
}
topic-around = Themen ringsum
topic-narrower = Engere Themen
topic-related = Verwandte Themen
topic-labels = In anderen Sprachen
topic-labels-show = { $count ->
    [one] Die Bezeichnung in { $n } anderen Sprache
   *[other] Die Bezeichnung in { $n } anderen Sprachen
}
topic-identifier = Kennung:
topic-eurovoc = EuroVoc { $number }
topic-not-legal = Eine Beschreibung in einfachen Worten, keine rechtliche Definition.
topic-missing-title = Dieses Thema gibt es nicht
topic-missing = Das Vokabular hier kennt kein Thema
topic-missing-search = Trotzdem Veröffentlichungen suchen, die es tragen

# Was Themen bedeuten, in einem eigenen Satz; keine rechtliche Definition.
topic-means-age-assessment = Im Zweifelsfall feststellen, ob eine Person minderjährig ist.
topic-means-anonymisation = Daten so verändern, dass niemand mehr darin erkennbar ist.
topic-means-asylum = Schutz, den ein Land Menschen gewährt, die in ihrem eigenen verfolgt werden oder in Gefahr sind.
topic-means-asylum-seeker = Eine Person, die um internationalen Schutz gebeten hat und über deren Antrag noch nicht endgültig entschieden ist.
topic-means-biometrics = Menschen an körperlichen Merkmalen erkennen, etwa an Fingerabdrücken oder am Gesicht.
topic-means-border-control = Kontrolle von Menschen, die eine Grenze überschreiten, und Überwachung zwischen den Übergangsstellen.
topic-means-child-labour = Arbeit, für die Kinder zu jung sind oder die ihrer Gesundheit, Schulbildung oder Entwicklung schadet.
topic-means-child-trafficking = Menschenhandel mit Personen unter 18 Jahren. Zwang oder Täuschung müssen nicht vorliegen, denn ein Kind kann in seine Ausbeutung nicht einwilligen.
topic-means-circular-migration = Wiederholt und rechtmäßig zwischen zwei Ländern hin und her ziehen.
topic-means-criminal-exploitation = Menschen dazu bringen, zum Vorteil anderer Straftaten zu begehen, etwa Diebstahl oder Drogenanbau.
topic-means-data-protection = Die Regeln dafür, wann und wie Daten über Personen verarbeitet werden dürfen.
topic-means-debt-bondage = Eine Person zur Tilgung einer Schuld arbeiten lassen, ohne dass der Wert der Arbeit angemessen darauf angerechnet wird.
topic-means-document-fraud = Falsche oder gestohlene Dokumente herstellen, verändern oder verwenden.
topic-means-domestic-servitude = Ausbeutung von Menschen, die in einem Haushalt arbeiten, oft ungesehen, unterbezahlt und ohne die Freiheit zu gehen.
topic-means-eu-anti-trafficking-coordinator = Die Stelle der Europäischen Kommission, die für den Zusammenhang der Maßnahmen der Union gegen Menschenhandel sorgt.
topic-means-external-border = Die Grenzen der Länder ohne Binnengrenzkontrollen zu anderen Ländern: Land, See und Flughäfen.
topic-means-family-reunification = Einreise und Aufenthalt von Angehörigen, die zu einem Familienmitglied in ein Land ziehen.
topic-means-forced-begging = Menschen zum Betteln zwingen und ihnen nehmen, was sie bekommen.
topic-means-forced-labour = Arbeit, die von einer Person unter Androhung einer Strafe verlangt wird und für die sie sich nicht freiwillig zur Verfügung gestellt hat.
topic-means-forced-marriage = Eine Ehe, in die mindestens einer der Ehegatten nicht frei eingewilligt hat.
topic-means-forced-return = Rückkehr, die Behörden nach einer Entscheidung durchsetzen.
topic-means-foreign-student = Eine Person, die sich zum Studium in einem Land aufhält, dessen Staatsangehörigkeit sie nicht besitzt.
topic-means-gender-based-violence = Gewalt gegen eine Person wegen ihres Geschlechts oder die ein Geschlecht unverhältnismäßig trifft.
topic-means-identity = Wer eine Person ist: Name, Geburtsdatum und -ort, Staatsangehörigkeit.
topic-means-identity-document = Ein behördliches Dokument, das nachweist, wer eine Person ist.
topic-means-identity-fraud = Sich als eine andere Person ausgeben oder als jemand, den es nicht gibt.
topic-means-identity-verification = Prüfen, ob eine Person die ist, die sie zu sein angibt.
topic-means-immigration-detention = Freiheitsentziehung aus Gründen des Ausländerrechts, etwa zur Vorbereitung einer Rückkehr.
topic-means-integration-of-migrants = Wie Zugewanderte an Gesellschaft, Arbeit und Bildung teilhaben und die Gesellschaft sich auf sie einstellt.
topic-means-international-protection = Flüchtlingseigenschaft und subsidiärer Schutz zusammen.
topic-means-irregular-migration = Einreise oder Aufenthalt, ohne die gesetzlichen Voraussetzungen zu erfüllen.
topic-means-irregular-stay = Aufenthalt in einem Land ohne Recht dazu oder nachdem dieses Recht geendet hat.
topic-means-labour-exploitation = Menschen durch Zwang, Drohung oder Ausnutzung ihrer Lage unter Bedingungen arbeiten lassen, die weit unter dem gesetzlich Vorgeschriebenen liegen.
topic-means-labour-migration = In ein anderes Land ziehen, um dort zu arbeiten.
topic-means-labour-shortage = Eine Lage, in der Arbeitgeber für ihre offenen Stellen nicht genügend Arbeitskräfte finden.
topic-means-legal-migration = Einreise und Aufenthalt nach dem Gesetz: für Arbeit, Studium, Familie oder aus anderen Gründen.
topic-means-marriage-of-convenience = Eine Ehe, die allein geschlossen wird, um ein Aufenthaltsrecht zu erhalten.
topic-means-migrant-worker = Eine Person, die in einem Land arbeitet, dessen Staatsangehörigkeit sie nicht besitzt.
topic-means-migration = In ein anderes Land ziehen, um dort für einige Zeit zu leben.
topic-means-migration-policy = Was ein Staat oder die Union in Bezug auf Menschen beschließt und tut, die kommen, bleiben und gehen.
topic-means-migration-statistics = Zahlen über Menschen, die kommen, bleiben und gehen, und über die Verfahren, die sie betreffen.
topic-means-national-rapporteur = Die unabhängige Stelle eines Landes, die den Menschenhandel beobachtet, die Maßnahmen dagegen bewertet und darüber berichtet.
topic-means-national-referral-mechanism = Die Art, wie Behörden und Organisationen eines Landes zusammenarbeiten, um Opfer zu erkennen und an Hilfe zu vermitteln.
topic-means-naturalisation = Erwerb der Staatsangehörigkeit eines Landes nach der Geburt auf Antrag.
topic-means-online-recruitment = Opfer über das Internet suchen und anlocken: Stellenanzeigen, soziale Netzwerke, Partnerbörsen.
topic-means-organ-removal = Menschenhandel zum Zweck der Organentnahme.
topic-means-organised-crime = Straftaten, die eine organisierte Gruppe über längere Zeit gemeinsam begeht, um Gewinn zu erzielen.
topic-means-posted-worker = Eine Person, die ihr Arbeitgeber für begrenzte Zeit zur Arbeit in ein anderes Land entsendet.
topic-means-prostitution = Sexuelle Dienste gegen Entgelt. Die Regeln unterscheiden sich von Land zu Land; Menschenhandel ist eines der Risiken.
topic-means-readmission = Rücknahme von Menschen, die sich andernorts ohne Recht aufhielten, durch ein Land, oft aufgrund eines Abkommens.
topic-means-reception-of-asylum-seekers = Unterkunft, Verpflegung, Betreuung und Schule, während ein Schutzgesuch geprüft wird.
topic-means-reflection-period = Zeit, in der ein mutmaßliches Opfer sich erholen und über eine Zusammenarbeit mit den Behörden entscheiden kann, geschützt vor Abschiebung.
topic-means-refugee = Eine Person außerhalb ihres Landes mit begründeter Furcht vor Verfolgung wegen Rasse, Religion, Nationalität, politischer Überzeugung oder sozialer Gruppe.
topic-means-reintegration = Nach der Rückkehr wieder einen Platz in Gesellschaft und Arbeit finden.
topic-means-resettlement = Aufnahme von Flüchtlingen aus einem Land, in dem sie Zuflucht fanden, aber nicht bleiben können.
topic-means-residence-permit = Behördliche Erlaubnis, sich für bestimmte Zeit und zu einem bestimmten Zweck in einem Land aufzuhalten.
topic-means-residence-permit-for-victims = Aufenthaltstitel für Opfer von Menschenhandel, oft an ihre Mitwirkung im Strafverfahren geknüpft.
topic-means-return = In das Herkunfts- oder Transitland zurückkehren, aus eigenem Antrieb oder unter Zwang.
topic-means-seasonal-worker = Eine Person, die sich vorübergehend für eine von der Jahreszeit abhängige Arbeit in einem Land aufhält.
topic-means-sexual-exploitation = Aus Prostitution oder anderen sexuellen Diensten Gewinn ziehen, die Menschen nicht aus freiem Willen leisten.
topic-means-slavery = Eine Person so behandeln, als gehöre sie einem.
topic-means-smuggling-of-migrants = Menschen aus Gewinnstreben helfen, irregulär eine Grenze zu überschreiten.
topic-means-social-media = Dienste, auf denen Menschen Inhalte und Kontakte teilen: genutzt zum Anwerben und Schleusen, aber auch zum Warnen und Informieren.
topic-means-stateless-person = Eine Person, die kein Land nach seinem Recht als Staatsangehörigen ansieht.
topic-means-subsidiary-protection = Schutz von Menschen, die keine Flüchtlinge sind, denen bei einer Rückkehr aber ernsthafter Schaden droht.
topic-means-temporary-protection = Sofortiger, befristeter Schutz, wenn sehr viele Vertriebene ankommen.
topic-means-trafficking-in-human-beings = Menschen durch Gewalt, Drohung, Täuschung oder Ausnutzung ihrer Schutzlosigkeit anwerben, befördern, weitergeben oder beherbergen, um sie auszubeuten.
topic-means-unaccompanied-minor = Eine Person unter 18 Jahren, die ohne einen für sie verantwortlichen Erwachsenen ankommt.
topic-means-undeclared-work = Bezahlte Arbeit, die an sich erlaubt ist, den Behörden aber nicht gemeldet wird.
topic-means-victim-identification = Förmlich oder formlos feststellen, ob eine Person Opfer von Menschenhandel ist, damit Schutz und Hilfe beginnen können.
topic-means-victim-support = Unterkunft, Betreuung, Rechtshilfe und Information für Opfer vor, während und nach dem Strafverfahren.
topic-means-visa-policy = Regeln dafür, wer zur Einreise ein Visum braucht und wie Visa erteilt und versagt werden.
topic-means-voluntary-return = Rückkehr aus eigenem Antrieb, mit oder ohne Unterstützung.
topic-means-witness-protection = Maßnahmen, die Zeugen und ihre Angehörigen vor Drohungen und Vergeltung schützen.
topic-means-work-permit = Behördliche Erlaubnis, in einem Land einer bezahlten Arbeit nachzugehen.
