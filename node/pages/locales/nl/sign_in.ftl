# Signing in, and changing a password.
sign-in-where = U meldt zich aan bij de node van uw eigen contactpunt in het netwerk { $network }.
sign-in-needed = Meld u aan om deze pagina te zien.
sign-in-expired = U was een tijd niet actief; daarom is uw sessie beëindigd. Meld u opnieuw aan om verder te gaan; concepten die u had opgeslagen, zijn er nog.
sign-in-signed-out = U bent afgemeld. Sluit op een gedeelde computer ook de browser.
sign-in-stale-link = Deze aanmeldlink is al gebruikt of te oud. Vraag een nieuwe met „emn open”, of meld u aan met uw naam en wachtwoord.
sign-in-wrong = Naam en wachtwoord horen niet bij elkaar. Controleer beide en probeer het opnieuw.
sign-in-wait = Te veel pogingen. Wacht { $time } en probeer het opnieuw.
sign-in-provider-failed = De aanmelddienst van uw organisatie heeft u niet toegelaten. Probeer het opnieuw, of vraag het uw beheerder.
sign-in-stranger = De aanmelddienst van uw organisatie kent u, maar u hebt geen account op deze node. Vraag uw beheerder erom.
sign-in-with = Aanmelden met { $provider }
sign-in-with-provider = Aanmelden met het account van uw organisatie
sign-in-or = of met naam en wachtwoord
sign-in-name = Gebruikersnaam
sign-in-password = Wachtwoord
sign-in-trouble = Lukt het aanmelden niet?
sign-in-help = Accounts worden gemaakt door de beheerder van deze node. Bent u uw wachtwoord vergeten, vraag dan een nieuw; niemand kan uw oude lezen.
password-title = Uw wachtwoord wijzigen
password-must = De beheerder kent het wachtwoord dat u hebt gekregen. Kies een eigen wachtwoord voordat u verdergaat.
password-current = Huidig wachtwoord
password-new = Nieuw wachtwoord
password-rules = { $count ->
    [one] Minstens { $n } teken. Een paar woorden die niets met elkaar te maken hebben, onthoudt u beter dan tekens. Uw naam of een veelgebruikt wachtwoord mag het niet zijn.
   *[other] Minstens { $n } tekens. Een paar woorden die niets met elkaar te maken hebben, onthoudt u beter dan tekens. Uw naam of een veelgebruikt wachtwoord mag het niet zijn.
}
password-again = Nieuw wachtwoord nogmaals
password-change = Wachtwoord wijzigen
password-wrong = Dit is niet uw huidige wachtwoord.
password-differs = De twee nieuwe wachtwoorden verschillen. Typ tweemaal hetzelfde.
password-same = Het nieuwe wachtwoord is het oude. Kies een ander.
password-short = { $count ->
    [one] Het nieuwe wachtwoord is te kort. Het moet minstens { $n } teken hebben.
   *[other] Het nieuwe wachtwoord is te kort. Het moet minstens { $n } tekens hebben.
}
password-weak = Dit wachtwoord is gemakkelijk te raden. Kies een ander.
password-long = { $count ->
    [one] Het nieuwe wachtwoord is te lang. Het mag hoogstens { $n } teken hebben.
   *[other] Het nieuwe wachtwoord is te lang. Het mag hoogstens { $n } tekens hebben.
}
password-name = Uw gebruikersnaam mag niet uw wachtwoord zijn.
