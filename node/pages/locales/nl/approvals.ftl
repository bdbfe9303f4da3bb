# Goedkeuren.

approvals-title = Goedkeuringen
approvals-lead = Deze concepten wachten op een tweede persoon. Wie in een concept heeft geschreven, kan het niet goedkeuren.
approvals-none = Er wacht geen concept op goedkeuring.
approvals-column-by = Ingediend door
approvals-column-since = Sinds
approvals-column-you = Voor u
approvals-look = Bekijken
approvals-barred-own = Dit is uw eigen concept; iemand anders moet het goedkeuren.
approvals-barred-contributed = U hebt in dit concept geschreven; iemand anders moet het goedkeuren.
approvals-review-title = Goedkeuren of terugsturen
approvals-review-lead = { $name } heeft dit ingediend. Lees het in elke taal waarin het is geschreven: u staat er met uw naam voor in.
approvals-decide = Uw beslissing
approvals-somebody-else = U kunt het concept hier lezen, maar er niet over beslissen.
approvals-warnings = { $count ->
    [one] In de teksten staat iets wat een persoonsgegeven kan zijn. Keurt u goed, zeg dan waarom het mag blijven. Uw reden en uw toelichting worden jarenlang in het auditlogboek bewaard.
   *[other] In de teksten staan { $n } dingen die persoonsgegevens kunnen zijn. Keurt u goed, zeg dan van elk waarom het mag blijven. Uw redenen en toelichtingen worden jarenlang in het auditlogboek bewaard.
}
approvals-reason = Waarom het mag blijven
approvals-reason-choose = Kies een reden
approvals-reason-false-positive = Het is geen persoonsgegeven
approvals-reason-public-figure = Iemand met een openbaar ambt, in die hoedanigheid
approvals-reason-legal-basis = Een wet vraagt erom
approvals-reason-consent = De persoon heeft schriftelijk toegestemd
approvals-reason-already-public = De overheid heeft het eerder gepubliceerd
approvals-note = Toelichting
approvals-note-hint = Ten minste 10 tekens, zonder het gegeven zelf te herhalen.
approvals-approve = Goedkeuren, ondertekenen en versturen
approvals-approve-means = Het document wordt dan namens dit lid ondertekend en naar alle nodes van het netwerk verstuurd. Het kan niet worden teruggehaald.
approvals-not-approvable = Dit concept kan zo niet worden goedgekeurd. Stuur het terug en zeg wat er anders moet.
approvals-comment = Opmerking
approvals-comment-hint = Wat er anders moet. Iedereen die aan het concept werkt, leest dit.
approvals-send-back = Terugsturen
approvals-mistake-reason = Kies voor elke waarschuwing een reden
approvals-mistake-note = Schrijf bij elke waarschuwing een toelichting van ten minste 10 tekens
approvals-mistake-note-personal = Een toelichting bevat zelf persoonsgegevens; schrijf haar zonder
approvals-mistake-comment = Schrijf wat er anders moet, in ten hoogste 2.000 tekens
approvals-mistake-comment-personal = De opmerking bevat iets wat op persoonsgegevens lijkt; schrijf haar zonder
approvals-sent-title = Ondertekend en verstuurd
approvals-sent = Het document is ondertekend en onderweg naar alle leden.
approvals-sent-entry = Vermelding
approvals-sent-time = Ondertekend op
approvals-next = Naar de volgende concepten
approvals-own-title = Dit is niet aan u om goed te keuren
approvals-own = Wie aan een concept heeft bijgedragen, kan het niet goedkeuren. Vraag een collega met de rol van goedkeurder.
approvals-gone-title = Dit concept wacht niet meer
approvals-gone = Het is intussen teruggenomen, teruggestuurd of door iemand anders goedgekeurd.
approvals-back = Naar alle goedkeuringen
