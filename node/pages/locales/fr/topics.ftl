# Le vocabulaire et ses thèmes.

topics-title = Thèmes
topics-means = Le vocabulaire contrôlé du réseau. Un thème désigne la même chose dans chaque langue : une recherche sur ce thème trouve des publications dans toutes les langues.
topics-all = Tous les thèmes
topics-files = Pour les programmes
topics-files-mean = Le vocabulaire en SKOS, avec les libellés dans toutes les langues et les liens vers EuroVoc.
topic-other-words = Aussi :
topic-all-records = { $count ->
    [0] Rechercher sur ce thème
    [one] { $n } publication sur ce thème
   *[other] Les { $n } publications sur ce thème
}
topic-feed = Flux (Atom)
topic-figures = Chiffres clés
topic-newest-reports = Rapports les plus récents
topic-newest-practices = Bonnes pratiques les plus récentes
topic-no-reports = Il n’y a pas encore de rapport sur ce thème.
topic-no-practices = Il n’y a pas encore de bonne pratique sur ce thème.
topic-all-reports = { $count ->
    [one] { $n } rapport
   *[other] Les { $n } rapports
}
topic-all-practices = { $count ->
    [one] { $n } bonne pratique
   *[other] Les { $n } bonnes pratiques
}
topic-around = Thèmes voisins
topic-narrower = Thèmes plus précis
topic-related = Thèmes apparentés
topic-labels = Dans d’autres langues
topic-labels-show = { $count ->
    [one] Son nom dans { $n } autre langue
   *[other] Son nom dans { $n } autres langues
}
topic-identifier = Identifiant :
topic-eurovoc = EuroVoc { $number }
topic-not-legal = Une description en langage courant, non une définition juridique.
topic-missing-title = Ce thème n’existe pas
topic-missing = Le vocabulaire d’ici n’a pas de thème
topic-missing-search = Rechercher quand même les publications qui le portent

# Ce que désignent les thèmes, en une phrase de notre main ; pas une définition juridique.
topic-means-age-assessment = Le fait d’établir si une personne est mineure en cas de doute.
topic-means-anonymisation = Le fait de transformer des données de sorte qu’aucune personne ne puisse plus y être identifiée.
topic-means-asylum = Protection qu’un pays accorde à des personnes persécutées ou en danger dans le leur.
topic-means-asylum-seeker = Personne ayant demandé une protection internationale et sur la demande de laquelle il n’a pas encore été définitivement statué.
topic-means-biometrics = Le fait de reconnaître des personnes à des caractéristiques physiques, comme les empreintes digitales ou le visage.
topic-means-border-control = Vérifications des personnes franchissant une frontière, et surveillance entre les points de passage.
topic-means-child-labour = Travail pour lequel les enfants sont trop jeunes, ou qui nuit à leur santé, à leur scolarité ou à leur développement.
topic-means-child-trafficking = Traite de personnes de moins de 18 ans. Elle est constituée même sans contrainte ni tromperie, car un enfant ne peut consentir à son exploitation.
topic-means-circular-migration = Le fait de se déplacer légalement et de façon répétée entre deux pays.
topic-means-criminal-exploitation = Le fait de contraindre des personnes à commettre des infractions, comme le vol ou la culture de stupéfiants, au profit d’autrui.
topic-means-data-protection = Les règles déterminant quand et comment des données à caractère personnel peuvent être traitées.
topic-means-debt-bondage = Le fait de faire travailler une personne pour rembourser une dette sans que la valeur du travail en soit équitablement déduite.
topic-means-document-fraud = Le fait de fabriquer, de modifier ou d’utiliser des documents faux ou volés.
topic-means-domestic-servitude = Exploitation de personnes travaillant chez des particuliers, souvent à l’abri des regards, sous-payées et sans liberté de partir.
topic-means-eu-anti-trafficking-coordinator = La personne qui, à la Commission européenne, veille à la cohérence de l’action de l’Union contre la traite.
topic-means-external-border = Les frontières des pays sans contrôles intérieurs avec les autres pays : terre, mer et aéroports.
topic-means-family-reunification = Entrée et séjour de proches qui rejoignent un membre de leur famille dans un pays.
topic-means-forced-begging = Le fait de contraindre des personnes à mendier et de prendre ce qu’elles reçoivent.
topic-means-forced-labour = Travail exigé d’une personne sous la menace d’une peine et pour lequel elle ne s’est pas offerte de plein gré.
topic-means-forced-marriage = Mariage auquel l’un des époux au moins n’a pas librement consenti.
topic-means-forced-return = Retour exécuté par les autorités à la suite d’une décision.
topic-means-foreign-student = Personne qui séjourne, pour ses études, dans un pays dont elle n’a pas la nationalité.
topic-means-gender-based-violence = Violence dirigée contre une personne en raison de son genre, ou touchant un genre de manière disproportionnée.
topic-means-identity = Qui est une personne : nom, date et lieu de naissance, nationalité.
topic-means-identity-document = Document des autorités attestant qui est une personne.
topic-means-identity-fraud = Le fait de se faire passer pour une autre personne, ou pour une personne qui n’existe pas.
topic-means-identity-verification = Le fait de vérifier qu’une personne est bien celle qu’elle dit être.
topic-means-immigration-detention = Privation de liberté fondée sur le droit des étrangers, par exemple pour préparer un retour.
topic-means-integration-of-migrants = La manière dont les migrants prennent part à la société, au travail et à l’éducation, et dont la société s’adapte à eux.
topic-means-international-protection = Le statut de réfugié et la protection subsidiaire, ensemble.
topic-means-irregular-migration = Entrée ou séjour ne remplissant pas les conditions prévues par la loi.
topic-means-irregular-stay = Présence dans un pays sans droit au séjour, ou après la fin de ce droit.
topic-means-labour-exploitation = Le fait de faire travailler des personnes, par la contrainte, la menace ou l’abus de leur situation, dans des conditions très inférieures à celles qu’exige la loi.
topic-means-labour-migration = Le fait de s’établir dans un autre pays pour y travailler.
topic-means-labour-shortage = Situation dans laquelle les employeurs ne trouvent pas assez de personnes pour les emplois vacants.
topic-means-legal-migration = Entrée et séjour conformes à la loi : pour le travail, les études, la famille ou d’autres motifs.
topic-means-marriage-of-convenience = Mariage contracté à seule fin d’obtenir un droit de séjour.
topic-means-migrant-worker = Personne qui travaille dans un pays dont elle n’a pas la nationalité.
topic-means-migration = Le fait de s’établir dans un autre pays pour un certain temps.
topic-means-migration-policy = Ce qu’un État ou l’Union décide et fait au sujet des personnes qui arrivent, restent et partent.
topic-means-migration-statistics = Chiffres sur les personnes qui arrivent, restent et partent, et sur les procédures qui les concernent.
topic-means-national-rapporteur = L’institution indépendante d’un pays qui suit l’évolution de la traite, évalue l’action menée et en rend compte.
topic-means-national-referral-mechanism = La manière dont les autorités et organisations d’un pays coopèrent pour identifier les victimes et les orienter vers une aide.
topic-means-naturalisation = Acquisition de la nationalité d’un pays après la naissance, sur demande.
topic-means-online-recruitment = Le fait de repérer et d’attirer des victimes sur internet : offres d’emploi, réseaux sociaux, sites de rencontre.
topic-means-organ-removal = Traite de personnes en vue du prélèvement de leurs organes.
topic-means-organised-crime = Infractions commises de concert et dans la durée par un groupe structuré, en vue d’un profit.
topic-means-posted-worker = Personne que son employeur envoie travailler pour une durée limitée dans un autre pays.
topic-means-prostitution = Services sexuels contre rémunération. Les règles diffèrent selon les pays ; la traite en est l’un des risques.
topic-means-readmission = Le fait, pour un pays, de reprendre des personnes en séjour irrégulier ailleurs, souvent en vertu d’un accord.
topic-means-reception-of-asylum-seekers = Hébergement, nourriture, soins et scolarité pendant l’examen d’une demande de protection.
topic-means-reflection-period = Délai pendant lequel une victime présumée peut se rétablir et décider de coopérer ou non avec les autorités, à l’abri de l’éloignement.
topic-means-refugee = Personne hors de son pays craignant avec raison d’y être persécutée du fait de sa race, sa religion, sa nationalité, ses opinions politiques ou son groupe social.
topic-means-reintegration = Le fait de retrouver sa place dans la société et au travail après le retour.
topic-means-resettlement = Accueil de réfugiés venant d’un pays où ils ont trouvé refuge mais ne peuvent rester.
topic-means-residence-permit = Autorisation des autorités de séjourner dans un pays pour une durée et un motif déterminés.
topic-means-residence-permit-for-victims = Titre de séjour accordé aux victimes de la traite, souvent lié à leur coopération à la procédure pénale.
topic-means-return = Le fait de retourner dans le pays d’origine ou de transit, de son plein gré ou sous la contrainte.
topic-means-seasonal-worker = Personne qui séjourne temporairement dans un pays pour un travail dépendant de la saison.
topic-means-sexual-exploitation = Le fait de tirer profit de la prostitution d’autrui ou d’autres services sexuels non fournis librement.
topic-means-slavery = Le fait d’exercer sur une personne les attributs du droit de propriété.
topic-means-smuggling-of-migrants = Le fait d’aider des personnes, pour en tirer profit, à franchir irrégulièrement une frontière.
topic-means-social-media = Services permettant de partager contenus et contacts : utilisés pour recruter et faire passer des personnes, comme pour avertir et informer.
topic-means-stateless-person = Personne qu’aucun pays ne considère comme son ressortissant selon sa législation.
topic-means-subsidiary-protection = Protection de personnes qui ne sont pas réfugiées mais s’exposeraient à des atteintes graves en cas de retour.
topic-means-temporary-protection = Protection immédiate et limitée dans le temps en cas d’afflux massif de personnes déplacées.
topic-means-trafficking-in-human-beings = Le fait de recruter, transporter, transférer ou héberger des personnes par la force, la menace, la tromperie ou l’abus de leur vulnérabilité, afin de les exploiter.
topic-means-unaccompanied-minor = Personne de moins de 18 ans arrivant sans adulte qui en soit responsable.
topic-means-undeclared-work = Travail rémunéré, licite par nature, mais non déclaré aux autorités.
topic-means-victim-identification = Le fait d’établir, formellement ou non, si une personne est victime de la traite, afin que protection et assistance puissent commencer.
topic-means-victim-support = Hébergement, soins, aide juridique et information des victimes, avant, pendant et après la procédure pénale.
topic-means-visa-policy = Règles déterminant qui a besoin d’un visa pour entrer, et comment les visas sont accordés ou refusés.
topic-means-voluntary-return = Retour de plein gré, avec ou sans aide.
topic-means-witness-protection = Mesures protégeant les témoins et leurs proches contre les menaces et les représailles.
topic-means-work-permit = Autorisation des autorités d’exercer un emploi rémunéré dans un pays.
