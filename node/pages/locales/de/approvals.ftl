# Genehmigen.

approvals-title = Genehmigungen
approvals-lead = Diese Entwürfe warten auf eine zweite Person. Wer in einem Entwurf geschrieben hat, kann ihn nicht genehmigen.
approvals-none = Kein Entwurf wartet auf Genehmigung.
approvals-column-by = Eingereicht von
approvals-column-since = Seit
approvals-column-you = Für Sie
approvals-look = Ansehen
approvals-barred-own = Das ist Ihr eigener Entwurf; jemand anders muss ihn genehmigen.
approvals-barred-contributed = Sie haben in diesem Entwurf geschrieben; jemand anders muss ihn genehmigen.
approvals-review-title = Genehmigen oder zurückgeben
approvals-review-lead = { $name } hat dies eingereicht. Lesen Sie es in jeder Sprache, in der es geschrieben ist: Sie stehen mit Ihrem Namen dafür ein.
approvals-decide = Ihre Entscheidung
approvals-somebody-else = Sie können den Entwurf hier lesen, aber nicht darüber entscheiden.
approvals-warnings = { $count ->
    [one] Die Texte enthalten etwas, das eine personenbezogene Angabe sein kann. Wenn Sie genehmigen, sagen Sie, warum es bleiben darf. Ihr Grund und Ihre Anmerkung werden jahrelang im Prüfprotokoll aufbewahrt.
   *[other] Die Texte enthalten { $n } Stellen, die personenbezogene Angaben sein können. Wenn Sie genehmigen, sagen Sie zu jeder, warum sie bleiben darf. Ihre Gründe und Anmerkungen werden jahrelang im Prüfprotokoll aufbewahrt.
}
approvals-reason = Warum es bleiben darf
approvals-reason-choose = Wählen Sie einen Grund
approvals-reason-false-positive = Es ist keine personenbezogene Angabe
approvals-reason-public-figure = Eine Person mit öffentlichem Amt, in dieser Eigenschaft
approvals-reason-legal-basis = Ein Gesetz verlangt es
approvals-reason-consent = Die Person hat schriftlich zugestimmt
approvals-reason-already-public = Die Behörde hat es schon veröffentlicht
approvals-note = Anmerkung
approvals-note-hint = Mindestens 10 Zeichen, ohne die Angabe selbst zu wiederholen.
approvals-approve = Genehmigen, signieren und versenden
approvals-approve-means = Das Dokument wird dann im Namen dieses Mitglieds signiert und an alle Knoten des Netzes versandt. Es kann nicht zurückgeholt werden.
approvals-not-approvable = Dieser Entwurf kann so nicht genehmigt werden. Geben Sie ihn zurück und sagen Sie, was sich ändern muss.
approvals-comment = Kommentar
approvals-comment-hint = Was sich ändern muss. Alle, die an dem Entwurf arbeiten, lesen ihn.
approvals-send-back = Zurückgeben
approvals-mistake-reason = Wählen Sie zu jeder Warnung einen Grund
approvals-mistake-note = Schreiben Sie zu jeder Warnung eine Anmerkung von mindestens 10 Zeichen
approvals-mistake-note-personal = Eine Anmerkung enthält selbst personenbezogene Daten; schreiben Sie sie ohne
approvals-mistake-comment = Schreiben Sie, was sich ändern muss, in höchstens 2.000 Zeichen
approvals-mistake-comment-personal = Der Kommentar enthält, was wie personenbezogene Daten aussieht; schreiben Sie ihn ohne
approvals-sent-title = Signiert und versandt
approvals-sent = Das Dokument ist signiert und auf dem Weg zu allen Mitgliedern.
approvals-sent-entry = Eintrag
approvals-sent-time = Signiert am
approvals-next = Zu den nächsten Entwürfen
approvals-own-title = Das zu genehmigen steht Ihnen nicht zu
approvals-own = Wer an einem Entwurf beteiligt war, kann ihn nicht genehmigen. Bitten Sie eine Kollegin oder einen Kollegen mit der Rolle zum Genehmigen.
approvals-gone-title = Dieser Entwurf wartet nicht mehr
approvals-gone = Er wurde inzwischen zurückgenommen, zurückgegeben oder von jemand anderem genehmigt.
approvals-back = Zu allen Genehmigungen
