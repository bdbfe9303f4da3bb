# Approuver.

approvals-title = Approbations
approvals-lead = Ces brouillons attendent une deuxième personne. Qui a écrit dans un brouillon ne peut pas l’approuver.
approvals-none = Aucun brouillon n’attend d’approbation.
approvals-column-by = Soumis par
approvals-column-since = Depuis
approvals-column-you = Pour vous
approvals-look = Examiner
approvals-barred-own = C’est votre propre brouillon ; quelqu’un d’autre doit l’approuver.
approvals-barred-contributed = Vous avez écrit dans ce brouillon ; quelqu’un d’autre doit l’approuver.
approvals-review-title = Approuver ou renvoyer
approvals-review-lead = { $name } a soumis ceci. Lisez-le dans chaque langue où il est écrit : vous en répondez en votre nom.
approvals-decide = Votre décision
approvals-somebody-else = Vous pouvez lire le brouillon ici, mais pas en décider.
approvals-warnings = { $count ->
    [one] Les textes contiennent un élément qui peut être une donnée personnelle. Si vous approuvez, dites pourquoi il peut rester. Votre raison et votre note sont conservées pendant des années dans le journal d’audit.
   *[other] Les textes contiennent { $n } éléments qui peuvent être des données personnelles. Si vous approuvez, dites pour chacun pourquoi il peut rester. Vos raisons et vos notes sont conservées pendant des années dans le journal d’audit.
}
approvals-reason = Pourquoi cela peut rester
approvals-reason-choose = Choisissez une raison
approvals-reason-false-positive = Ce n’est pas une donnée personnelle
approvals-reason-public-figure = Une personne exerçant une charge publique, en cette qualité
approvals-reason-legal-basis = Une loi l’exige
approvals-reason-consent = La personne a consenti par écrit
approvals-reason-already-public = L’autorité l’a déjà publié
approvals-note = Note
approvals-note-hint = Au moins 10 caractères, sans répéter la donnée elle-même.
approvals-approve = Approuver, signer et envoyer
approvals-approve-means = Le document est alors signé au nom de ce membre et envoyé à tous les nœuds du réseau. Il ne peut pas être rappelé.
approvals-not-approvable = Ce brouillon ne peut pas être approuvé tel quel. Renvoyez-le et dites ce qui doit changer.
approvals-comment = Commentaire
approvals-comment-hint = Ce qui doit changer. Tous ceux qui travaillent au brouillon le lisent.
approvals-send-back = Renvoyer
approvals-mistake-reason = Choisissez une raison pour chaque avertissement
approvals-mistake-note = Écrivez pour chaque avertissement une note d’au moins 10 caractères
approvals-mistake-note-personal = Une note contient elle-même des données personnelles ; écrivez-la sans elles
approvals-mistake-comment = Écrivez ce qui doit changer, en 2 000 caractères au plus
approvals-mistake-comment-personal = Le commentaire contient ce qui ressemble à des données personnelles ; écrivez-le sans elles
approvals-sent-title = Signé et envoyé
approvals-sent = Le document est signé et en route vers tous les membres.
approvals-sent-entry = Entrée
approvals-sent-time = Signé le
approvals-next = Vers les brouillons suivants
approvals-own-title = Ce n’est pas à vous d’approuver ceci
approvals-own = Qui a pris part à un brouillon ne peut pas l’approuver. Demandez à un collègue qui a le rôle d’approbateur.
approvals-gone-title = Ce brouillon n’attend plus
approvals-gone = Il a entre-temps été repris, renvoyé ou approuvé par quelqu’un d’autre.
approvals-back = Vers toutes les approbations
