# The vocabulary and its topics.

topics-title = Topics
topics-means = The controlled vocabulary of the network. A topic stands for the same in every language: a search for it finds records in all of them.
topics-all = All topics
topics-files = For programs
topics-files-mean = The vocabulary as SKOS, with labels in all languages and links to EuroVoc.
topic-other-words = Also:
topic-all-records = { $count ->
    [0] Search this topic
    [one] { $n } record on this topic
   *[other] All { $n } records on this topic
}
topic-feed = Feed (Atom)
topic-figures = Key figures
topic-newest-reports = Newest reports
topic-newest-practices = Newest good practices
topic-no-reports = There are no reports on this topic yet.
topic-no-practices = There are no good practices on this topic yet.
topic-all-reports = { $count ->
    [one] { $n } report
   *[other] All { $n } reports
}
topic-all-practices = { $count ->
    [one] { $n } good practice
   *[other] All { $n } good practices
}
topic-around = Topics around it
topic-narrower = Narrower topics
topic-related = Related topics
topic-labels = In other languages
topic-labels-show = { $count ->
    [one] Its name in { $n } other language
   *[other] Its name in { $n } other languages
}
topic-identifier = Identifier:
topic-eurovoc = EuroVoc { $number }
topic-not-legal = A plain description, not a legal definition.
topic-missing-title = There is no such topic
topic-missing = The vocabulary here has no topic
topic-missing-search = Search for records that carry it all the same

# What topics mean, in a sentence of our own; no legal definition.
topic-means-age-assessment = Finding out whether a person is a minor where there is doubt.
topic-means-anonymisation = Changing data so that no person can be identified in them any more.
topic-means-asylum = Protection that a country grants to people who are persecuted or in danger in their own.
topic-means-asylum-seeker = A person who has asked for international protection and on whose request there is no final decision yet.
topic-means-biometrics = Recognising people by features of their body, such as fingerprints or the face.
topic-means-border-control = Checks on people who cross a border, and surveillance between crossing points.
topic-means-child-labour = Work that children are too young for, or that harms their health, schooling or development.
topic-means-child-trafficking = Trafficking of persons under 18. It is trafficking even where no force or deception was used, since a child cannot consent to exploitation.
topic-means-circular-migration = Moving back and forth between two countries, repeatedly and legally.
topic-means-criminal-exploitation = Making people commit offences, such as theft or drug cultivation, for the profit of others.
topic-means-data-protection = The rules that say when and how data on persons may be processed.
topic-means-debt-bondage = Making a person work to pay off a debt, where the value of the work is not reasonably counted against it.
topic-means-document-fraud = Making, changing or using false or stolen documents.
topic-means-domestic-servitude = Exploitation of people who work in a household, often unseen, underpaid and without freedom to leave.
topic-means-eu-anti-trafficking-coordinator = The official of the European Commission who sees that the Union’s action against trafficking is consistent.
topic-means-external-border = The borders of the countries without internal border checks with other countries: land, sea and airports.
topic-means-family-reunification = Entry and stay of relatives who join a member of their family in a country.
topic-means-forced-begging = Making people beg and taking what they receive.
topic-means-forced-labour = Work that is exacted from a person under the threat of a penalty and that the person has not offered voluntarily.
topic-means-forced-marriage = A marriage that at least one of the spouses has not freely consented to.
topic-means-forced-return = Return that the authorities enforce after a decision.
topic-means-foreign-student = A person who stays in a country of which they are not a national in order to study.
topic-means-gender-based-violence = Violence directed against a person because of their gender, or that affects one gender disproportionately.
topic-means-identity = Who a person is: name, date and place of birth, nationality.
topic-means-identity-document = A document of the authorities that proves who a person is.
topic-means-identity-fraud = Pretending to be somebody else, or somebody who does not exist.
topic-means-identity-verification = Checking that a person is who they say they are.
topic-means-immigration-detention = Depriving a person of liberty for reasons of migration law, such as to prepare a return.
topic-means-integration-of-migrants = How migrants come to take part in society, work and learning, and society adapts to them.
topic-means-international-protection = Refugee status and subsidiary protection together.
topic-means-irregular-migration = Entry or stay that does not meet the conditions of the law.
topic-means-irregular-stay = Presence in a country without the right to be there, or after that right has ended.
topic-means-labour-exploitation = Making people work in conditions that are far below what the law requires, by force, threat or abuse of their situation.
topic-means-labour-migration = Moving to another country in order to work there.
topic-means-labour-shortage = A situation in which employers do not find enough workers for the vacancies that they have.
topic-means-legal-migration = Entry and stay in accordance with the law: for work, study, family or other reasons.
topic-means-marriage-of-convenience = A marriage concluded with the sole aim of obtaining a right of residence.
topic-means-migrant-worker = A person who works in a country of which they are not a national.
topic-means-migration = Moving to another country to live there for some time.
topic-means-migration-policy = What a state or the Union decides and does about people who come, stay and leave.
topic-means-migration-statistics = Figures on people who come, stay and leave, and on the procedures that concern them.
topic-means-national-rapporteur = The independent institution of a country that monitors trafficking, assesses what is done against it and reports.
topic-means-national-referral-mechanism = How the authorities and organisations of a country work together to identify victims and lead them to support.
topic-means-naturalisation = Acquiring the nationality of a country after birth, on application.
topic-means-online-recruitment = Finding and luring victims over the internet: job advertisements, social networks, dating sites.
topic-means-organ-removal = Trafficking of people in order to remove their organs.
topic-means-organised-crime = Offences that a structured group commits over some time and in concert, for profit.
topic-means-posted-worker = A person whom an employer sends for a limited time to work in another country.
topic-means-prostitution = Sexual services for payment. Its rules differ between countries; trafficking is one of its risks.
topic-means-readmission = A country taking back people who were found staying elsewhere without a right to, often under an agreement.
topic-means-reception-of-asylum-seekers = Housing, food, care and schooling while a request for protection is examined.
topic-means-reflection-period = Time in which a presumed victim may recover and decide whether to cooperate with the authorities, protected from removal.
topic-means-refugee = A person outside their country with a well-founded fear of persecution for race, religion, nationality, political opinion or social group.
topic-means-reintegration = Finding one’s place again in society and work after return.
topic-means-resettlement = Taking in refugees from a country where they found shelter but cannot stay.
topic-means-residence-permit = Permission of the authorities to stay in a country for a certain time and purpose.
topic-means-residence-permit-for-victims = Permission to stay for victims of trafficking, often tied to their cooperation in criminal proceedings.
topic-means-return = Going back to the country of origin or transit, of one’s own accord or by force.
topic-means-seasonal-worker = A person who stays temporarily in a country for work that depends on the season.
topic-means-sexual-exploitation = Profiting from the prostitution of others, or from other sexual services, that people do not render of their free will.
topic-means-slavery = Treating a person as if one owned them.
topic-means-smuggling-of-migrants = Helping people, for profit, to cross a border irregularly.
topic-means-social-media = Services on which people share content and contacts: used to recruit and smuggle, and to warn and inform.
topic-means-stateless-person = A person whom no country considers its national under its law.
topic-means-subsidiary-protection = Protection of people who are no refugees but would face serious harm on return.
topic-means-temporary-protection = Immediate protection for a limited time when very many displaced people arrive.
topic-means-trafficking-in-human-beings = Recruiting, transporting, transferring or harbouring people by force, threat, deception or abuse of their vulnerability, in order to exploit them.
topic-means-unaccompanied-minor = A person under 18 who arrives without an adult who is responsible for them.
topic-means-undeclared-work = Paid work that is lawful in itself but not declared to the authorities.
topic-means-victim-identification = Finding out, formally or informally, whether a person is a victim of trafficking, so that protection and support can begin.
topic-means-victim-support = Shelter, care, legal help and information for victims, before, during and after criminal proceedings.
topic-means-visa-policy = Rules on who needs a visa to enter, and on how visas are granted and refused.
topic-means-voluntary-return = Return of one’s own accord, assisted or independent.
topic-means-witness-protection = Measures that keep witnesses and their families safe from threats and reprisals.
topic-means-work-permit = Permission of the authorities to take up paid work in a country.
