# Signing in, and changing a password.
sign-in-where = Sie melden sich am Knoten Ihrer eigenen Kontaktstelle im Netzwerk { $network } an.
sign-in-needed = Bitte melden Sie sich an, um diese Seite zu sehen.
sign-in-expired = Sie waren eine Weile nicht aktiv, daher wurde Ihre Sitzung beendet. Melden Sie sich erneut an; gespeicherte Entwürfe sind noch da.
sign-in-signed-out = Sie sind abgemeldet. Schließen Sie an einem gemeinsam genutzten Computer auch den Browser.
sign-in-stale-link = Dieser Anmeldelink wurde schon benutzt oder ist zu alt. Fordern Sie mit „emn open“ einen neuen an, oder melden Sie sich mit Name und Passwort an.
sign-in-wrong = Name und Passwort passen nicht zusammen. Prüfen Sie beides und versuchen Sie es erneut.
sign-in-wait = Zu viele Versuche. Bitte warten Sie { $time } und versuchen Sie es dann erneut.
sign-in-provider-failed = Der Anmeldedienst Ihrer Verwaltung hat Sie nicht eingelassen. Versuchen Sie es erneut, oder fragen Sie Ihre Administration.
sign-in-stranger = Der Anmeldedienst Ihrer Verwaltung kennt Sie, aber Sie haben kein Konto auf diesem Knoten. Bitten Sie Ihre Administration darum.
sign-in-with = Anmelden mit { $provider }
sign-in-with-provider = Mit dem Konto Ihrer Verwaltung anmelden
sign-in-or = oder mit Name und Passwort
sign-in-name = Benutzername
sign-in-password = Passwort
sign-in-trouble = Die Anmeldung gelingt nicht?
sign-in-help = Konten legt die Administration dieses Knotens an. Wenn Sie Ihr Passwort vergessen haben, bitten Sie um ein neues; Ihr altes kann niemand lesen.
password-title = Passwort ändern
password-must = Die Administration kennt das Passwort, das Sie erhalten haben. Wählen Sie ein eigenes, bevor Sie weitermachen.
password-current = Jetziges Passwort
password-new = Neues Passwort
password-rules = { $count ->
    [one] Mindestens { $n } Zeichen. Einige Wörter ohne Zusammenhang merkt man sich leichter als Sonderzeichen. Ihr Name oder ein häufiges Passwort darf es nicht sein.
   *[other] Mindestens { $n } Zeichen. Einige Wörter ohne Zusammenhang merkt man sich leichter als Sonderzeichen. Ihr Name oder ein häufiges Passwort darf es nicht sein.
}
password-again = Neues Passwort noch einmal
password-change = Passwort ändern
password-wrong = Das ist nicht Ihr jetziges Passwort.
password-differs = Die beiden neuen Passwörter unterscheiden sich. Geben Sie zweimal dasselbe ein.
password-same = Das neue Passwort ist das alte. Wählen Sie ein anderes.
password-short = { $count ->
    [one] Das neue Passwort ist zu kurz. Es braucht mindestens { $n } Zeichen.
   *[other] Das neue Passwort ist zu kurz. Es braucht mindestens { $n } Zeichen.
}
password-weak = Dieses Passwort ist leicht zu erraten. Wählen Sie ein anderes.
password-long = { $count ->
    [one] Das neue Passwort ist zu lang. Es darf höchstens { $n } Zeichen haben.
   *[other] Das neue Passwort ist zu lang. Es darf höchstens { $n } Zeichen haben.
}
password-name = Das Passwort darf nicht Ihr Benutzername sein.
