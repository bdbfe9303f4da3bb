# Compare
compare-title = Compare countries
compare-lead = Choose countries, years and a breakdown. The address of this page reproduces what you see.
compare-begin = Choose what to compare. The figures come from the reports of all members that this node holds; nothing that you look at leaves this organisation.
compare-measures = Figures that there are
compare-measure = What is counted
compare-other-measure = Show this
compare-no-measures = There are no figures yet.
compare-no-measures-more = They appear as soon as a report with a table has arrived.
compare-n-records = { $count ->
    [one] one record
   *[other] { $n } records
}
compare-n-members = { $count ->
    [one] one member
   *[other] { $n } members
}
compare-choices = What to compare
compare-countries = Countries
compare-all-countries = all
compare-countries-hint = With none chosen, all countries are shown.
compare-apart = Show separately
compare-apart-hint = What is not shown separately counts with its published total.
compare-country = Countries
compare-year = Years
compare-period = Quarters and months
compare-by-member = Members that speak
compare-total = Total
compare-unit-of = Unit
compare-from = First year
compare-to = Last year
compare-first = The earliest
compare-last = The latest
compare-per = Counts or rates
compare-per-hint = Rates use Eurostat’s population on 1 January.
compare-counts = Counts
compare-per-100000 = Per 100,000 inhabitants
compare-per-1000000 = Per 1,000,000 inhabitants
compare-form = Chart
compare-form-any = As it fits
compare-form-line = Lines
compare-form-bar = Bars
compare-form-multiples = Small multiples
compare-form-map = Map
compare-further = More choices
compare-members = Only figures of these members
compare-members-hint = A member may also publish figures about other countries.
compare-add-periods = Add up quarters and months where no year is published
compare-add-periods-hint = Right for events such as applications; wrong for stocks such as persons on a day.
compare-public-only = Only figures from public records
compare-show = Show
compare-no-answer = This question has no answer
compare-mind = Mind when comparing
compare-drawing-note = What is suppressed or unknown is drawn as such, never as zero. All figures are in the table below.
compare-table = Figures
compare-figure = Figure
compare-nothing = No figures fit these choices.
compare-nothing-do = Choose more countries or years, or show less separately.
compare-left-out = { $count ->
    [one] One further figure is not on this page; the files below have it.
   *[other] { $n } further figures are not on this page; the files below have them.
}
compare-missing = not available
compare-suppressed = suppressed to protect persons
compare-not-whole = at least this: a part is suppressed or unknown, so there is no total
compare-added = added up here from published figures
compare-suppressed-note = A suppressed figure (c) is not zero and must not be treated as zero. Sums are never made over suppressed figures.
compare-source = Source
compare-sources = Sources
compare-more-sources = { $count ->
    [one] One further source is named in the files.
   *[other] { $n } further sources are named in the files.
}
compare-register = Register:
compare-reference-date = read on
compare-definitions = How these figures are defined
compare-take = Take it with you
compare-files = Figures:
compare-pictures = Chart:
compare-address = Link to this view
compare-refused-no-measure = There are no figures called “{ $name }” here.
compare-refused-meant = Did you mean “{ $name }”?
compare-refused-choose = Choose one of the figures in the list.
compare-refused-dimension = No table of these figures is broken down by “{ $name }”.
compare-refused-code = “{ $dimension }” has no value “{ $name }” in these figures.
compare-refused-country = There is no country “{ $name }”.
compare-refused-member = No figures come from a member “{ $name }”.
compare-refused-unreadable = “{ $name }” cannot be understood here.
compare-refused-twice = “{ $name }” is asked for twice.
compare-refused-twice-do = Name each breakdown and each condition once, and only one of years and periods.
compare-refused-overlap = “{ $one }” and “{ $other }” overlap, so they cannot be added up: some persons would count twice.
compare-refused-overlap-do = Show “{ $dimension }” separately, or choose one of the two.
compare-refused-years = The years run backwards: from { $first } to { $last }.
compare-refused-years-do = Let the first year be the earlier one.
compare-refused-units = Tables of these figures have different units, which cannot stand beside each other.
compare-refused-units-do = Choose one unit.
compare-refused-periods = The figures of several years ({ $first } to { $last }) would become one.
compare-refused-periods-do = Show years separately, choose a single year, or say under “More choices” that periods may be added up.
compare-refused-rates-added = Shares and rates cannot be added up.
compare-refused-rates-added-do = Show countries separately, and choose one value of each breakdown.
compare-refused-no-count = These figures are no counts, so there is no rate per inhabitant.
compare-refused-no-count-do = Choose “Counts”.
compare-refused-rate-years = A rate needs the population of one year.
compare-refused-rate-years-do = Show years separately, or choose a single year.
compare-refused-too-many = The answer would be too long.
compare-refused-too-many-do = Choose countries, years or values, or show less separately.
compare-refused-too-large = A sum is too large to be shown.
compare-refused-other = This cannot be answered: { $why }
compare-undrawn-nothing = There is no figure to draw.
compare-undrawn-country = A map needs figures by country.
compare-undrawn-country-do = Show countries separately; the newest year is drawn.
compare-undrawn-axis = One figure alone is no chart.
compare-undrawn-axis-do = Show something separately, such as countries or years.
compare-undrawn-lines = The chart would have { $count } lines, more than can be told apart.
compare-undrawn-points = The chart would have { $count } points along its axis, more than there is room for.
compare-undrawn-less-do = Choose fewer countries, years or values, or show less separately. The table has all figures.
compare-undrawn-map-years = A map shows one thing at a time.
compare-undrawn-map-years-do = Show countries separately and nothing else but years.
