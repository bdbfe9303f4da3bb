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
topic-missing-title = There is no such topic
topic-missing = The vocabulary here has no topic
topic-missing-search = Search for records that carry it all the same
