# The first page, and what lists of records say.

home-title = Knowledge of the network
home-search-label = Search reports and good practices in all languages
home-search-hint = For example trafficking in human beings, "residence permit", or a country. The question does not leave this node.
home-waiting = { $count ->
    [one] { $n } draft is waiting for your approval
   *[other] { $n } drafts are waiting for your approval
}
home-newest = Newest records
home-since = { $count ->
    [0] Nothing has arrived since your last visit.
    [one] { $n } record has arrived since your last visit.
   *[other] { $n } records have arrived since your last visit.
}
home-nothing = There are no records here yet. They appear as soon as this node has reached another one, or has published something.
home-all = All records, the newest first
home-topics = Topics
home-figures = Key figures
home-network = The network
home-network-more = More about the network
home-records = Records
home-connected = Nodes connected
home-equal = Nodes with the same records
home-of = { $part } of { $whole }
home-own = Last published here
home-never = nothing yet
home-members = Members and their records
home-member = Member
home-entries = Signed
home-latest = Last one
home-own-member = this node
home-online = connected
home-warning-more = Details
home-warning-hold = Nothing can be published here at the moment.
home-warning-storage = The node cannot write to its disk.
home-warning-index = Search does not know all records yet; it is being completed.
home-warning-roster = There are two valid lists of members with the same version. Ask the root key holders.
home-warning-frozen = { $count ->
    [one] { $n } log is frozen, since its key signed two different entries with the same number.
   *[other] { $n } logs are frozen, since their keys signed two different entries with the same number.
}
home-warning-rules = { $count ->
    [one] { $n } record of a member was refused, since it breaks the rules.
   *[other] { $n } records of members were refused, since they break the rules.
}
home-warning-alone = This node is connected to no other one. What is shown here may be out of date.

card-new = new
card-withdrawn-reason = Reason:
card-tables = { $count ->
    [one] { $n } table
   *[other] { $n } tables
}
kind-newer = Record of a newer version of the program
card-newer-version = newer version
