# Network
network-title = The network
network-lead = How the network is, as this node sees it. Everything here was found on this machine; nothing was asked of others to show it.
network-attention = What needs attention
network-all-well = Nothing needs your attention.
network-urgent = Act now.
network-notable = Good to know.
network-what-means = What does this mean?
network-records = Records:
network-program-says = What the program says:
network-this-node = This node
network-name = Network
network-id = Network id
network-publishes-for = Publishes for
network-reads-only = nobody; this node only reads
network-node-key = Key of the node
network-fingerprint = Signing key
network-running = Program
network-running-for = version { $version }, running for { $time }
network-roster = Roster
network-roster-until = version { $version }, valid until { $day }
network-entries = Entries here
network-came = How they came since the start
network-came-by = { $here } published here, { $gossip } announced by others, { $caught } fetched afterwards
network-disk = Size on disk
network-connected = Other nodes
network-connected-to = { $connected } of { $known } connected; { $equal } have exactly the same entries
network-moments = less than a minute
network-minutes = { $count ->
    [one] { $n } minute
   *[other] { $n } minutes
}
network-hours = { $count ->
    [one] { $n } hour
   *[other] { $n } hours
}
network-days = { $count ->
    [one] { $n } day
   *[other] { $n } days
}
network-unknown = not known
network-never = never
network-members = Members
network-n-members = { $count ->
    [one] One member in the roster
   *[other] { $n } members in the roster
}
network-member = Member
network-status = Role in the network
network-nodes = Nodes reachable now
network-records-here = Entries here
network-moved = Last entry signed
network-here = this node
network-status-member = National contact point
network-status-observer = Observer
network-status-institution = Institution
network-status-expelled = No longer in the network
network-no-node = has no node
network-online-of = { $online } of { $nodes }
network-connections = Connections
network-connections-lead = The other nodes of the roster. Two nodes with the same entries have read everything that the other has.
network-n-peers = { $count ->
    [one] One other node
   *[other] { $n } other nodes
}
network-no-peers = The roster lists no other node.
network-node = Node
network-state = State
network-same = Same entries
network-same-yes = yes
network-same-no = not yet: they are being exchanged
network-same-unknown = not compared yet
network-way = Way
network-program = Program
network-online = Connected
network-offline = Not connected
network-since = for { $time }
network-outgoing = dialled from here
network-incoming = dialled from there
network-place-here = on this machine
network-place-private = private network
network-place-internet = internet
network-failures = { $count ->
    [one] One attempt has failed.
   *[other] { $n } attempts have failed.
}
network-technical = Technical detail
network-reason-refused = Nothing answers at its address.
network-reason-refused-do = Its program may not be running. Ask that member whether their node is up.
network-reason-silent = No answer came in time.
network-reason-silent-do = A firewall may be in between, or their machine is off. Ask that member, and your own network department whether the way out is open.
network-reason-unreachable = This machine knows no way to its address.
network-reason-unreachable-do = Ask your network department whether this machine may reach the internet.
network-reason-name = The name in its address could not be looked up.
network-reason-name-do = Ask your network department about name resolution (DNS), or that member about their address.
network-reason-other-node = Another node answers at its address.
network-reason-other-node-do = The roster may be out of date. Ask that member for their key, and compare it over the telephone.
network-reason-paused = It broke the rules of the exchange and stays out for a while.
network-reason-paused-do = It is let in again by itself. If it happens again, tell that member.
network-reason-not-tried = It has not been reached yet.
network-reason-not-tried-do = Either end may connect; this node keeps trying.
network-reason-other = It could not be reached.
network-reason-other-do = The technical detail says why; your administrator can tell more.
network-logs = Logs
network-logs-lead = Each signing key has a log of its own. Its entries are numbered without gaps, and each names the one before.
network-n-logs = { $count ->
    [one] One log
   *[other] { $n } logs
}
network-key = Key
network-height = Entries here
network-last = Last entry
network-key-state = State of the key
network-key-until = valid until { $day }
network-key-ended = ended on { $day }
network-key-early = not valid yet
network-key-revoked = revoked: { $reason }
network-key-frozen = frozen: number { $number } was signed twice

# Warnings: what is, what it means, what to do.
network-w-storage = This node cannot write to its disk.
network-w-storage-means = New entries of other members are not taken, and nothing can be published, until the disk takes writes again. What is here can be read. Nothing is lost: what is missed is fetched later.
network-w-storage-do = Free space on the disk or have it looked at; the node goes on by itself.
network-w-roster-frozen = There are two valid rosters of version { $version }.
network-w-roster-frozen-means = The roster says who may sign. The keyholders must never sign two different ones with the same version. Until that is cleared up, this node takes no newer roster.
network-w-roster-frozen-do = Tell the keyholders over another channel, by telephone and not by mail.
network-w-log-frozen = A log of { $member } is frozen: its key signed two different entries with the number { $number }.
network-w-log-frozen-means = That happens when a key was copied, when a node was restored from an old copy, or when somebody misuses it. This node keeps both entries as evidence and takes nothing more from that log. What came before stays.
network-w-log-frozen-do = Speak to { $member } over another channel. Do not rely on newer figures of theirs until the keyholders have replaced the key.
network-w-roster-expired = The roster expired on { $day }.
network-w-roster-expired-means = Without a valid roster nobody publishes anything. Reading goes on.
network-w-roster-expired-do = Ask the keyholders for a new roster; it reaches this node by itself.
network-w-roster-expires = The roster expires on { $day }.
network-w-roster-expires-means = From that day on nobody publishes anything until there is a new one. Reading goes on.
network-w-roster-expires-do = Ask the keyholders to sign a new roster in time.
network-w-broken-rule = { $member } signed an entry that breaks the rule { $rule }. It was refused.
network-w-broken-rule-means = The rules protect persons behind small numbers and keep records readable. Everybody in the network refuses such an entry, and with it everything that { $member } publishes after it.
network-w-broken-rule-do = Tell { $member }: their node has signed something that no other node accepts.
network-w-review = A second look found something in what { $member } published (number of records: { $count }).
network-w-review-means = This node checks what others publish once more: whether suppressed figures can be derived, and whether texts name persons. The records are valid and can be read; the check only points at them.
network-w-review-do = Tell { $member }, and hand nothing of these records on until it is clear.
network-w-hold = Nothing can be published from this node at the moment.
network-w-hold-means = Before it signs, the node makes sure that it knows its own log completely. Signing on an old state would give one number to two entries and freeze the log for ever.
network-w-hold-do = Usually this passes within seconds. If it stays, the detail below says what is needed.
network-w-alone = No other node is connected.
network-w-alone-means = What is here can be read and worked with. New records of others do not arrive, and yours are delivered later.
network-w-alone-do = Look at the connections below: each says why it fails.
network-w-paused = A node of { $member } broke the rules of the exchange and is kept out for a while.
network-w-paused-means = It sent messages that cannot be read or are too large. That may be a fault in its program or an attempt to disturb. Records of { $member } still arrive through others.
network-w-paused-do = Nothing for the moment. If it happens again, tell { $member }.
network-w-catalogue = The catalogue is being built: { $done } of { $of } entries.
network-w-catalogue-means = Lists, searches and figures are taken from the catalogue. Until it is complete, some records do not appear in them.
network-w-catalogue-do = Wait; it is ready within minutes.
