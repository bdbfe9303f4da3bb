# Instellingen
settings = Instellingen
settings-ways = Instellingen
settings-own = Uw account
settings-tokens = Tokens
settings-searches = Bewaarde zoekopdrachten
settings-accounts = Accounts
settings-audit = Auditlogboek
settings-full-name = Naam
settings-login = Aanmeldnaam
settings-roles = Rollen
settings-roles-hint = Uw beheerder kent rollen toe. Iedereen die zich aanmeldt, mag lezen.
settings-password = Wachtwoord
settings-password-lead = Als u uw wachtwoord wijzigt, worden al uw andere sessies beëindigd.
settings-password-change = Wachtwoord wijzigen
settings-password-elsewhere = U meldt zich aan met het account van uw organisatie; wijzig uw wachtwoord daar.
settings-owner = U bent aangemeld als eigenaar van dit knooppunt, via een link van de opdrachtregel. U kunt lezen en beheren. Meld u aan met een eigen account om te publiceren, goed te keuren of tokens te maken.
settings-sessions = Waar u bent aangemeld
settings-sessions-lead = Sessies eindigen vanzelf als er een tijd niets in gebeurt.
settings-n-sessions = { $count ->
    [one] Eén sessie
   *[other] { $n } sessies
}
settings-since = Aangemeld
settings-last = Laatst gebruikt
settings-way = Hoe
settings-by-password = met een wachtwoord
settings-by-link = met een eenmalige link
settings-by-provider = via uw organisatie
settings-this-session = deze sessie
settings-sign-out-everywhere = Overal afmelden
settings-sign-out-everywhere-hint = Beëindigt al uw sessies, ook deze. Doe dit als u een computer hebt verlaten zonder u af te melden.
role-reader = Lezer
role-publisher = Publicist
role-approver = Goedkeurder
role-administrator = Beheerder
role-reader-hint = Leest alles wat op dit knooppunt staat.
role-publisher-hint = Bereidt publicaties voor en dient ze in.
role-approver-hint = Keurt goed wat anderen hebben ingediend, of stuurt het terug.
role-administrator-hint = Beheert accounts en leest het auditlogboek.

tokens-lead = Met een token vraagt een programma zoals R, Python of een spreadsheet namens u gegevens op bij dit knooppunt. Het kan wat u hier kiest, en nooit meer dan uzelf.
tokens-list = Uw tokens
tokens-none = U hebt geen tokens.
tokens-n = { $count ->
    [one] Eén token
   *[other] { $n } tokens
}
tokens-name = Naam
tokens-name-hint = Waarvoor het is, bijvoorbeeld ‘cijfers in R’.
tokens-scopes = Wat het mag
tokens-scopes-hint = Kies niet meer dan het programma nodig heeft.
tokens-days = Geldig voor
tokens-n-days = { $count ->
    [one] { $n } dag
   *[other] { $n } dagen
}
tokens-new = Nieuw token
tokens-make = Token maken
tokens-made = Gemaakt
tokens-expires = Geldig tot
tokens-used = Laatst gebruikt
tokens-never = nooit
tokens-state = Toestand
tokens-valid = geldig
tokens-expired = verlopen
tokens-revoked = ingetrokken
tokens-revoke = Intrekken
tokens-revoke-ask = Programma’s die dit token gebruiken, worden vanaf nu geweigerd. Token intrekken?
tokens-fresh = Het token ‘{ $name }’ is gemaakt
tokens-once = U ziet het alleen deze ene keer. Kopieer het nu.
tokens-secret = Het token
tokens-try = Probeer het uit:
tokens-command = Een opdracht die het token gebruikt
tokens-keep = Bewaar het als een wachtwoord: niet in e-mails en niet in bestanden die anderen lezen. Komt het in verkeerde handen, trek het dan hier in.
tokens-wrong-name = Geef het token een naam van ten hoogste 64 tekens die geen van uw andere tokens heeft.
tokens-wrong-scopes = Kies ten minste één ding dat het token mag.
tokens-wrong-days = Kies een van de termijnen.
tokens-full = Er zijn zoveel tokens als er mogen zijn. Trek er een in dat niet meer nodig is.

searches-lead = Een bewaarde zoekopdracht kunt u opnieuw openen en in een feedlezer volgen.
searches-keep = Een zoekopdracht bewaren
searches-looks-for = Er wordt gezocht naar:
searches-everything = alle publicaties
searches-name = Naam
searches-name-hint = Zodat u de zoekopdracht herkent.
searches-save = Zoekopdracht bewaren
searches-list = Uw bewaarde zoekopdrachten
searches-none = U hebt geen bewaarde zoekopdrachten.
searches-none-more = Zoek iets en kies ‘Deze zoekopdracht bewaren’ bij de resultaten.
searches-saved = bewaard op
searches-feed = Adres voor een feedlezer
searches-feed-hint = Wie dit adres kent, kan de resultaten lezen zonder zich aan te melden. Geef het aan niemand; als u de zoekopdracht verwijdert, vervalt het.
searches-remove = Verwijderen
searches-remove-hint = Als u een zoekopdracht verwijdert, eindigt ook de feed.
searches-wrong-name = Geef de zoekopdracht een naam van 1 tot 120 tekens.
searches-wrong-query = Deze zoekopdracht kan niet worden bewaard: { $why }
searches-too-many = U hebt zoveel bewaarde zoekopdrachten als er mogen zijn. Verwijder er een die u niet meer nodig hebt.

accounts-lead = Iedereen meldt zich aan met een eigen account. Elke wijziging hier komt in het auditlogboek.
accounts-list = Alle accounts
accounts-n = { $count ->
    [one] Eén account
   *[other] { $n } accounts
}
accounts-state = Toestand
accounts-since = Gemaakt op
accounts-active = actief
accounts-newcomer = moet nog een wachtwoord kiezen
accounts-disabled = geblokkeerd
accounts-new = Nieuw account
accounts-login-hint = Letters, cijfers en . _ - @, bijvoorbeeld a.jansen
accounts-full-name-hint = Zoals collega’s de persoon kennen; de naam staat bij concepten en goedkeuringen.
accounts-roles-hint = Niemand keurt een eigen concept goed, ongeacht de rollen.
accounts-make = Account maken
accounts-make-hint = De volgende pagina toont een wachtwoord om mee te beginnen. Bij de eerste aanmelding moet de persoon een ander kiezen.
accounts-provider-hint = Mensen kunnen zich ook via uw organisatie aanmelden; wie het knooppunt beheert, stelt in hoe zij accounts en rollen krijgen.
accounts-fresh = Beginwachtwoord voor
accounts-once = U ziet het alleen deze ene keer.
accounts-initial = Beginwachtwoord
accounts-hand-over = Geef het persoonlijk of telefonisch door. Bij de eerste aanmelding moet het worden gewijzigd.
accounts-own = Dit is uw eigen account.
accounts-provider = Meldt zich aan via
accounts-save-roles = Rollen opslaan
accounts-reset = Nieuw wachtwoord
accounts-reset-lead = Voor wie het wachtwoord is vergeten. Alle sessies eindigen, en bij het aanmelden moet een ander wachtwoord worden gekozen.
accounts-reset-do = Beginwachtwoord maken
accounts-access = Toegang
accounts-not-own = U kunt uw eigen account niet blokkeren en uzelf de rol van beheerder niet ontnemen. Een andere beheerder kan dat wel.
accounts-disable = Blokkeren
accounts-disable-lead = De persoon kan zich niet meer aanmelden. Alle sessies eindigen direct, en tokens en feeds werken niet meer. Concepten en het auditlogboek blijven.
accounts-disable-do = Account blokkeren
accounts-disable-ask = De persoon wordt direct afgemeld. Account blokkeren?
accounts-enable = Deblokkeren
accounts-enable-lead = De persoon kan zich weer aanmelden, met dezelfde rollen.
accounts-enable-do = Account deblokkeren
accounts-wrong-login = Dit is geen geschikte aanmeldnaam: gebruik 1 tot 64 letters, cijfers of . _ - @, en begin met een letter of cijfer.
accounts-taken = Er is al een account met deze naam.
accounts-wrong-full-name = Geef een naam van 1 tot 100 tekens op één regel.
accounts-full = Er zijn zoveel accounts als er mogen zijn.
accounts-last-administrator = Iemand moet beheerder blijven. Geef de rol eerst aan een ander account.
accounts-wait = Te veel tegelijk. Probeer het over enkele seconden opnieuw.

audit-lead = Wie wat heeft gedaan op dit knooppunt. Regels worden alleen toegevoegd, en elke regel is met een hash aan de vorige gebonden, zodat een gewijzigde of verwijderde regel opvalt.
audit-verified = { $count ->
    [0] Het logboek is leeg.
    [one] Het logboek heeft één regel en is heel.
   *[other] Alle { $n } regels zijn gecontroleerd: elke volgt uit de vorige.
}
audit-head = Hash van de laatste regel, om met een kopie te vergelijken:
audit-broken = Regel { $line } volgt niet uit de vorige.
audit-broken-do = De regel is gewijzigd of verwijderd, of de schijf heeft gefaald. De regels ervoor worden getoond. Vergelijk met een back-up en waarschuw wie verantwoordelijk is voor de beveiliging; dit knooppunt schrijft geen regels meer en publiceert niets totdat dit is opgelost.
audit-filter = Regels kiezen
audit-action = Wat
audit-all-actions = Alles
audit-who = Wie
audit-show = Tonen
audit-n = { $count ->
    [0] Geen regels
    [one] Eén regel
   *[other] { $n } regels
}
audit-download = Het hele logboek downloaden
audit-none = Er is geen regel die past.
audit-number = Nr.
audit-when = Wanneer
audit-about = Waarover
audit-hash = Hash

did-override = Waarschuwing terzijde gelegd
did-publish = Gepubliceerd
did-publish-alone = Gepubliceerd zonder tweede persoon
did-submit = Concept ingediend
did-send-back = Concept teruggestuurd
did-approve = Concept goedgekeurd
did-sign-in = Aangemeld
did-sign-in-refused = Aanmelding geweigerd
did-sign-in-link = Aanmeldlink gemaakt
did-sign-out = Afgemeld
did-sign-out-everywhere = Overal afgemeld
did-password-change = Wachtwoord gewijzigd
did-user-add = Account gemaakt
did-user-roles = Rollen gewijzigd
did-user-disable = Account geblokkeerd
did-user-enable = Account gedeblokkeerd
did-user-password = Beginwachtwoord gemaakt
did-user-link = Account gekoppeld aan de aanmelding van de organisatie
did-token-create = Token gemaakt
did-token-revoke = Token ingetrokken
did-person-add = Persoon opgenomen
did-person-remove = Persoon niet meer opgenomen
did-search-save = Zoekopdracht bewaard
did-search-remove = Bewaarde zoekopdracht verwijderd
did-audit-download = Auditlogboek gedownload
did-take-back = Concept teruggenomen
did-discard = Concept weggegooid
