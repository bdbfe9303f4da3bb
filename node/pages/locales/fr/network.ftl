# Réseau
network-title = Le réseau
network-lead = L’état du réseau, vu de ce nœud. Tout a été constaté sur cette machine ; rien n’a été demandé à d’autres pour l’afficher.
network-attention = Ce qui demande votre attention
network-all-well = Rien ne demande votre attention.
network-urgent = Agissez maintenant.
network-notable = Bon à savoir.
network-what-means = Qu’est-ce que cela signifie ?
network-records = Publications :
network-program-says = Ce que dit le programme :
network-this-node = Ce nœud
network-name = Réseau
network-id = Identifiant du réseau
network-publishes-for = Publie pour
network-reads-only = personne ; ce nœud ne fait que lire
network-node-key = Clé du nœud
network-fingerprint = Clé de signature
network-running = Programme
network-running-for = version { $version }, en marche depuis { $time }
network-roster = Registre des membres
network-roster-until = version { $version }, valable jusqu’au { $day }
network-entries = Entrées présentes
network-came = Leur arrivée depuis le démarrage
network-came-by = { $here } publiées ici, { $gossip } annoncées par d’autres, { $caught } récupérées ensuite
network-disk = Taille sur le disque
network-connected = Autres nœuds
network-connected-to = { $connected } connectés sur { $known } ; { $equal } ont exactement les mêmes entrées
network-moments = moins d’une minute
network-minutes = { $count ->
    [one] { $n } minute
   *[other] { $n } minutes
}
network-hours = { $count ->
    [one] { $n } heure
   *[other] { $n } heures
}
network-days = { $count ->
    [one] { $n } jour
   *[other] { $n } jours
}
network-unknown = inconnu
network-never = jamais
network-members = Membres
network-n-members = { $count ->
    [one] Un membre dans le registre
   *[other] { $n } membres dans le registre
}
network-member = Membre
network-status = Rôle dans le réseau
network-nodes = Nœuds joignables
network-records-here = Entrées présentes
network-moved = Dernière entrée signée
network-here = ce nœud
network-status-member = Point de contact national
network-status-observer = Observateur
network-status-institution = Institution
network-status-expelled = N’est plus dans le réseau
network-no-node = n’a pas de nœud
network-online-of = { $online } sur { $nodes }
network-connections = Connexions
network-connections-lead = Les autres nœuds du registre. Deux nœuds qui ont les mêmes entrées ont lu tout ce que l’autre possède.
network-n-peers = { $count ->
    [one] Un autre nœud
   *[other] { $n } autres nœuds
}
network-no-peers = Le registre ne contient aucun autre nœud.
network-node = Nœud
network-state = État
network-same = Mêmes entrées
network-same-yes = oui
network-same-no = pas encore : elles sont en cours d’échange
network-same-unknown = pas encore comparées
network-way = Voie
network-program = Programme
network-online = Connecté
network-offline = Non connecté
network-since = depuis { $time }
network-outgoing = établie d’ici
network-incoming = établie de là-bas
network-place-here = sur cette machine
network-place-private = réseau privé
network-place-internet = internet
network-failures = { $count ->
    [one] Une tentative a échoué.
   *[other] { $n } tentatives ont échoué.
}
network-technical = Détail technique
network-reason-refused = Rien ne répond à son adresse.
network-reason-refused-do = Son programme n’est peut-être pas en marche. Demandez à ce membre si son nœud fonctionne.
network-reason-silent = Aucune réponse n’est arrivée à temps.
network-reason-silent-do = Un pare-feu peut se trouver entre les deux, ou leur machine est éteinte. Demandez à ce membre, et à votre service réseau si la sortie est ouverte.
network-reason-unreachable = Cette machine ne connaît aucun chemin vers son adresse.
network-reason-unreachable-do = Demandez à votre service réseau si cette machine peut accéder à internet.
network-reason-name = Le nom de son adresse n’a pas pu être résolu.
network-reason-name-do = Interrogez votre service réseau sur la résolution de noms (DNS), ou ce membre sur son adresse.
network-reason-other-node = Un autre nœud répond à son adresse.
network-reason-other-node-do = Le registre est peut-être dépassé. Demandez sa clé à ce membre et comparez-la par téléphone.
network-reason-paused = Il n’a pas respecté les règles de l’échange et reste exclu quelque temps.
network-reason-paused-do = Il sera réadmis automatiquement. Si cela se reproduit, prévenez ce membre.
network-reason-not-tried = Il n’a pas encore été joint.
network-reason-not-tried-do = Chaque côté peut établir la connexion ; ce nœud continue d’essayer.
network-reason-other = Il n’a pas pu être joint.
network-reason-other-do = Le détail technique en donne la raison ; votre administrateur peut vous en dire plus.
network-logs = Journaux
network-logs-lead = Chaque clé de signature a son propre journal. Ses entrées sont numérotées sans lacune, et chacune nomme la précédente.
network-n-logs = { $count ->
    [one] Un journal
   *[other] { $n } journaux
}
network-key = Clé
network-height = Entrées présentes
network-last = Dernière entrée
network-key-state = État de la clé
network-key-until = valable jusqu’au { $day }
network-key-ended = expirée le { $day }
network-key-early = pas encore valable
network-key-revoked = révoquée : { $reason }
network-key-frozen = gelé : le numéro { $number } a été signé deux fois

# Avertissements : ce qui se passe, ce que cela signifie, ce qu’il faut faire.
network-w-storage = Ce nœud ne peut pas écrire sur son disque.
network-w-storage-means = Les nouvelles entrées des autres membres ne sont pas acceptées et rien ne peut être publié tant que le disque n’accepte pas d’écriture. Ce qui est présent reste lisible. Rien n’est perdu : ce qui manque sera récupéré plus tard.
network-w-storage-do = Libérez de l’espace sur le disque ou faites-le vérifier ; le nœud reprend de lui-même.
network-w-roster-frozen = Il existe deux registres valables de version { $version }.
network-w-roster-frozen-means = Le registre indique qui peut signer. Les détenteurs de clés ne doivent jamais en signer deux différents avec la même version. Tant que ce n’est pas éclairci, ce nœud n’accepte pas de registre plus récent.
network-w-roster-frozen-do = Prévenez les détenteurs de clés par une autre voie : par téléphone, et non par courriel.
network-w-log-frozen = Un journal de { $member } est gelé : sa clé a signé deux entrées différentes portant le numéro { $number }.
network-w-log-frozen-means = Cela arrive lorsqu’une clé a été copiée, lorsqu’un nœud a été restauré à partir d’une ancienne copie, ou en cas d’abus. Ce nœud conserve les deux entrées comme preuve et n’accepte plus rien de ce journal. Ce qui précède demeure.
network-w-log-frozen-do = Parlez à { $member } par une autre voie. Ne vous fiez pas à ses chiffres plus récents tant que les détenteurs de clés n’ont pas remplacé la clé.
network-w-roster-expired = Le registre a expiré le { $day }.
network-w-roster-expired-means = Sans registre valable, personne ne publie. La lecture continue.
network-w-roster-expired-do = Demandez un nouveau registre aux détenteurs de clés ; il parviendra à ce nœud de lui-même.
network-w-roster-expires = Le registre expire le { $day }.
network-w-roster-expires-means = À partir de ce jour, personne ne publie tant qu’il n’y en a pas de nouveau. La lecture continue.
network-w-roster-expires-do = Demandez aux détenteurs de clés de signer un nouveau registre à temps.
network-w-broken-rule = { $member } a signé une entrée qui enfreint la règle { $rule }. Elle a été refusée.
network-w-broken-rule-means = Les règles protègent les personnes derrière les petits nombres et gardent les publications lisibles. Tout le réseau refuse une telle entrée, et avec elle tout ce que { $member } publie ensuite.
network-w-broken-rule-do = Prévenez { $member } : son nœud a signé quelque chose qu’aucun autre nœud n’accepte.
network-w-review = Un second examen a trouvé quelque chose dans ce que { $member } a publié (nombre de publications : { $count }).
network-w-review-means = Ce nœud vérifie une fois encore ce que d’autres publient : si des chiffres supprimés peuvent être déduits, et si des textes nomment des personnes. Les publications sont valables et lisibles ; l’examen ne fait que les signaler.
network-w-review-do = Prévenez { $member } et ne transmettez rien de ces publications tant que ce n’est pas éclairci.
network-w-hold = Rien ne peut être publié depuis ce nœud pour le moment.
network-w-hold-means = Avant de signer, le nœud s’assure qu’il connaît entièrement son propre journal. Signer sur un état ancien donnerait un même numéro à deux entrées et gèlerait le journal pour toujours.
network-w-hold-do = Cela passe d’ordinaire en quelques secondes. Sinon, le détail ci-dessous indique ce qu’il faut.
network-w-alone = Aucun autre nœud n’est connecté.
network-w-alone-means = Ce qui est présent peut être lu et utilisé. Les nouvelles publications des autres n’arrivent pas, et les vôtres seront livrées plus tard.
network-w-alone-do = Consultez les connexions ci-dessous : chacune indique pourquoi elle échoue.
network-w-paused = Un nœud de { $member } n’a pas respecté les règles de l’échange et reste exclu quelque temps.
network-w-paused-means = Il a envoyé des messages illisibles ou trop grands. Ce peut être un défaut de son programme ou une tentative de perturbation. Les publications de { $member } arrivent encore par d’autres.
network-w-paused-do = Rien pour l’instant. Si cela se reproduit, prévenez { $member }.
network-w-catalogue = Le catalogue est en cours de construction : { $done } entrées sur { $of }.
network-w-catalogue-means = Les listes, les recherches et les chiffres proviennent du catalogue. Tant qu’il n’est pas complet, des publications y manquent.
network-w-catalogue-do = Patientez ; il sera prêt en quelques minutes.
