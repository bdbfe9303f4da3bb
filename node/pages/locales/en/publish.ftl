# Publishing: drafts, cases, tables, texts, and what becomes of them.

publish-title = Publish
publish-lead = Here reports and best practices are prepared, checked and submitted. Nothing leaves this node before a draft has been approved and signed.
publish-all-drafts = All drafts
publish-untitled = without a title
publish-begin = Begin something new
publish-begin-from-record = To correct or withdraw something that is published, go to the page of the record: «new version of this record» and «withdraw this record» lead here.
publish-new-cases = New report from cases
publish-new-cases-means = You have case records, one row a person. They are counted and protected on this machine; only the protected table is kept.
publish-new-table = New report from a table
publish-new-table-means = You have a finished table that is already protected, or a report without figures.
publish-new-practice = New best practice
publish-new-practice-means = You describe a way of working that others may take over.
publish-mine = My drafts
publish-mine-none = You have no drafts.
publish-others = Drafts of others
publish-others-none = Nobody else has a draft.
publish-column-title = Title
publish-column-kind = Kind
publish-column-state = State
publish-column-owner = Begun by
publish-column-changed = Last changed

publish-kind-report = Report
publish-kind-practice = Best practice
publish-kind-new-report = New version of a report
publish-kind-new-practice = New version of a best practice
publish-kind-withdrawal = Withdrawal

publish-state-writing = being written
publish-state-sent-back = sent back
publish-state-submitted = waits for approval
publish-state-publishing = being signed
publish-state-published = published
publish-state-discarded = discarded

publish-step-upload = Upload
publish-step-columns = Columns
publish-step-table = Protected table
publish-step-describe = Describe
publish-step-check = Check
publish-step-preview = Preview
publish-step-submit = Submit
publish-step-position = Step { $number } of { $of }: { $step }

publish-upload-cases-title = Upload cases
publish-upload-table-title = Upload a finished table
publish-upload-cases-lead = Choose a file with one row for each person, or for each person and case. It is counted here, and small numbers are protected before anybody sees them.
publish-upload-table-lead = Choose a CSV file with a column for each dimension, a column of values and, if there are any, a column of flags. Suppressed cells have no value and the flag c. A table whose small counts still show belongs under «cases»: there it is protected.
publish-promise-title = What happens to your cases
publish-promise-memory = They stay in the memory of this machine. They are never written to disk, never logged and never sent.
publish-promise-forgotten = { $count ->
    [one] They are forgotten as soon as you accept the table, and after { $n } minute without use.
   *[other] They are forgotten as soon as you accept the table, and after { $n } minutes without use.
}
publish-promise-table = What is kept is the protected table, and in the sealed ledger of this node the counts that later tables are compared with.
publish-upload-cases-label = File of cases (CSV, TSV or Parquet)
publish-upload-table-label = File of the table (CSV)
publish-upload-hint = { $count ->
    [one] At most { $n } MiB, in UTF-8. Count larger files on the command line with emn tabulate.
   *[other] At most { $n } MiB, in UTF-8. Count larger files on the command line with emn tabulate.
}
publish-upload-button = Upload
publish-upload-rather-cases = Upload cases instead
publish-upload-rather-table = Upload a finished table instead
publish-upload-without = A report does not need a table.
publish-upload-skip = Go on without one
publish-file-refused = The file could not be taken
publish-file-held = The file «{ $file }» is still in memory.
publish-go-on-with-file = Go on with it

publish-columns-title = What the columns mean
publish-columns-lead = This is what the header and the first rows of «{ $file }» suggest. Correct it where it is wrong.
publish-columns-legend = Columns of the file
publish-columns-hint = Each column that has a meaning becomes a dimension of the table. Choose few dimensions: the finer the table, the more of it has to be suppressed.
publish-columns-hint-finished = Say which columns are dimensions, which one holds the values and which one the flags.
publish-column-of-file = Column
publish-column-meaning = Meaning
publish-columns-look = Look at the columns again
publish-meaning-none = not used
publish-meaning-person = names the person (each counts once)
publish-meaning-count = number of persons in the row
publish-meaning-value = values
publish-meaning-flag = flags
publish-meaning-own = a dimension of its own
publish-date-order = Order of day, month and year
publish-date-order-hint = The dates of this column can be read in several ways.
publish-order-ymd = year-month-day (2025-03-14)
publish-order-dmy = day-month-year (14-03-2025)
publish-order-mdy = month-day-year (03-14-2025)
publish-periods = Periods that are counted
publish-periods-year = years
publish-periods-quarter = quarters and years
publish-periods-month = months, quarters and years
publish-age-at = Date at which the age counts
publish-age-at-hint = The column holds births. Choose the column of the date at which the age counts, or give one year for all.
publish-age-at-year = the year below, for all
publish-age-year = Year in which the age is reached
publish-age-bands = Age groups
publish-age-bands-hint = Codes from the youngest to the oldest, without gaps, such as Y_LT14 Y14-17 Y18-34 Y35-64 Y_GE65.
publish-total-code = Code of the total
publish-total-code-hint = The row that is the sum of all others, if there is one. Declare it: sums that nobody declares are not checked.
publish-total-none = there is none
publish-open-values = These values have no code yet. Choose what each means.
publish-rare-values = all values that are too rare to be shown
publish-n-rows = { $count ->
    [one] in { $n } row
   *[other] in { $n } rows
}
publish-code-unknown = not known
publish-what-is-counted = What is counted
publish-measure = Measure
publish-measure-hint = A short name such as victims-identified. Use the same one each year: tables of one measure form a series and are protected together.
publish-measures-known = In use:
publish-unit = Unit
publish-measure-topic = Topic
publish-measure-kind = Kind of figure
publish-measure-count = number of persons, cases or decisions
publish-measure-amount = amount, such as money or days
publish-measure-rate = rate or share
publish-decimals = Digits after the decimal point
publish-table-id = Name of the table
publish-table-id-hint = Letters, digits, - and _, such as victims-sex-age. Keep it in new versions.
publish-none = none
publish-where-and-when = Where and when
publish-where-and-when-hint = Only needed where the file has no column for it. With it, earlier tables about the same persons are recognised.
publish-country = Country
publish-period = Period
publish-period-hint = Such as 2025, 2025-Q3, 2025-07 or 2024/2025.
publish-protection = Protection
publish-protection-how = How small counts are protected
publish-protection-finished = What was done to the table before it came here. Readers are told so, and it is checked.
publish-protect-suppress = Suppress them, and as many other cells as are needed so that nobody can work them out
publish-protect-round = Round all values to multiples of { $base }, so that sums still hold
publish-finished-none = No cell had to be suppressed
publish-finished-primary = Small counts are suppressed
publish-finished-complementary = Small counts are suppressed, and others that would give them away
publish-finished-round = All values are rounded to multiples of { $base }
publish-across = Goes across
publish-min-frequency = Smallest count that may be shown
publish-min-frequency-hint = { $count ->
    [one] At least { $n } in this network. For victims, minors and places below the country, 10 is usual.
   *[other] At least { $n } in this network. For victims, minors and places below the country, 10 is usual.
}
publish-suppress-zeros = Suppress zeros as well
publish-suppress-zeros-hint = Where «nobody» already says something about persons.
publish-count-and-protect = Count and protect
publish-read-table = Read the table
publish-count-takes-time = With many cells this may take a minute.
publish-forget-file = Forget the file
publish-file-problems = { $count ->
    [one] One thing in the file needs correcting
   *[other] { $n } things in the file need correcting
}
publish-file-problems-mean = Values that only few rows have are not shown here, since they might name a person. Correct the file or the form, and try again.

publish-table-title = The protected table
publish-table-lead-suppressed = { $count ->
    [one] This is what readers will see. Counts above zero and below { $n } are not shown, and neither are cells that would give them away.
   *[other] This is what readers will see. Counts above zero and below { $n } are not shown, and neither are cells that would give them away.
}
publish-table-lead-rounded = { $count ->
    [one] This is what readers will see. All values are multiples of { $n }.
   *[other] This is what readers will see. All values are multiples of { $n }, and sums still hold.
}
publish-table-lead-finished = This is what readers will see, as the file says it.
publish-table-passed = The table passed the audit: from what is published here and was published before, nobody can work out a small count.
publish-table-refused = The table may not be published like this
publish-table-warnings = What deserves a look
publish-careful = { $count ->
    [one] For trafficking, for minors and for places below the country, { $n } is the usual smallest count.
   *[other] For trafficking, for minors and for places below the country, { $n } is the usual smallest count.
}
publish-confidential = For you only: which cells were small is confidential. Readers see the same mark in all suppressed cells.
publish-mark-none = as counted
publish-mark-small = suppressed: small count
publish-mark-companion = suppressed: protects another cell
publish-mark-zero = suppressed: zero
publish-not-known = not known
publish-values = Values
publish-cells-shown = { $shown } of { $of } cells are shown here.
publish-method-least = Counts from 1 up to but not including { $least } are not published.
publish-method-rounded = All values are rounded to multiples of { $base }.
publish-method-noise = Every value carries random noise.
publish-method-suppressed = { $count ->
    [one] One cell is suppressed.
   *[other] { $n } cells are suppressed.
}
publish-method-any-size = A suppressed cell may be of any size, zero included.
publish-method-above-zero = A suppressed cell may be of any size above zero.
publish-reasons-title = { $count ->
    [one] Why one cell is suppressed
   *[other] Why { $n } cells are suppressed
}
publish-reasons-lead = The last column says what a reader who adds and subtracts can find out at best.
publish-reasons-caption = Suppressed cells with their reasons
publish-column-cell = Cell
publish-column-reason = Reason
publish-column-interval = What can be worked out
publish-interval-between = between { $low } and { $high }
publish-interval-from = at least { $low }
publish-interval-unknown = not decided
publish-exposed = too much
publish-unlisted = { $count ->
    [one] One further cell is not listed.
   *[other] { $n } further cells are not listed.
}
publish-loss-title = What protection costs
publish-loss-what = Cells
publish-loss-cells = Number
publish-loss-share = Share of cells
publish-loss-sum = Share of all counts
publish-loss-published = published
publish-loss-suppressed = suppressed
publish-loss-small = of these, small counts
publish-loss-zero = of these, zeros
publish-loss-companion = of these, to protect others
publish-counted-title = What was counted
publish-counted-rows = { $count ->
    [one] { $n } row was read
   *[other] { $n } rows were read
}
publish-counted-persons = { $count ->
    [one] { $n } person was counted
   *[other] { $n } persons were counted
}
publish-counted-repeated = { $count ->
    [one] { $n } row was of a person counted already
   *[other] { $n } rows were of persons counted already
}
publish-counted-unknown = { $count ->
    [one] not known of { $n } person
   *[other] not known of { $n } persons
}
publish-counted-overlapping = { $dimension }: a person may stand under several codes, so the codes do not add up to the total
publish-limits-title = What cannot be promised
publish-limits = The audit is exact for the sums that the tables declare. It cannot know of sums that nobody declared, of tables that others publish about the same persons, or of what a reader knows about a person.
publish-screen-limits = Names without a context that gives them away are found imperfectly, and a reader who knows a person may recognise a story in which nobody is named. Read every text once more with the eyes of a neighbour.
publish-accept-table = Accept this table
publish-accept-means = When you accept, the cases are forgotten. When you discard, you choose coarser categories, and the cases stay in memory for that.
publish-discard-table = Discard and choose coarser categories

publish-describe-title = Describe the record
publish-describe-lead = Write in one language or in several. What you save is kept on this node and can be seen by all publishers and approvers here.
publish-withdraw-title = Withdraw a record
publish-withdraw-lead = When a withdrawal is published, every node of the network erases the content of the record. Copies on paper and in exports remain. Say why, without repeating what should disappear.
publish-target = It concerns:
publish-texts = Texts
publish-about = About the record
publish-field-title = Title
publish-field-summary = Summary
publish-field-summary-hint = What a reader in a hurry has to know, one page at most.
publish-field-body = Text
publish-field-markdown-hint = You can use Markdown: # headings, **bold**, lists with -, links.
publish-field-definitions = Definitions
publish-field-definitions-hint = Who is counted, from when and until when.
publish-field-disclaimer = Disclaimer
publish-field-context = The problem and its setting
publish-field-approach = What is done
publish-field-results = What came of it
publish-field-conditions = What it needs to work elsewhere
publish-field-reason = Reason
publish-field-reason-hint = One sentence for readers.
publish-field-table-title = Title of the table { $table }
publish-field-table-notes = Notes on the table { $table }
publish-field-topics = Topics
publish-field-topics-hint = Those that the text speaks of come first; at least one is needed.
publish-topic-suggested = the text speaks of it
publish-more-topics = All other topics
publish-suggest-topics = Look for topics in the text again
publish-field-countries = Countries covered
publish-more-countries = Other countries
publish-more-countries-hint = Two-letter codes with spaces between them, such as UA MD.
publish-field-audience = Who may read it
publish-field-audience-hint = This cannot be changed once it is published.
publish-audience-network = The network
publish-audience-network-means = Members and observers only. It never leaves through a public door.
publish-audience-public = Everybody
publish-audience-public-means = Also shown and handed out outside the network, for example to national data portals.
publish-field-organisation-hint = The organisation that made it.
publish-field-source-hint = The register the figures come from.
publish-field-reference-date-hint = The day on which the register stood as the figures say.
publish-field-licence-hint = An SPDX identifier such as CC-BY-4.0, if there is one.
publish-fact-period = Period
publish-fact-organisation = Organisation
publish-fact-licence = Licence
publish-fact-specification = Specification
publish-fact-source = Source
publish-fact-reference-date = Reference date
publish-fact-attachments = Attachments
publish-add-language = Add a language
publish-add-language-button = Add
publish-remove-language = Remove { $language }
publish-tables = Tables
publish-no-tables = There is no table in this draft.
publish-n-cells = { $count ->
    [one] { $n } cell
   *[other] { $n } cells
}
publish-cells-suppressed = { $count ->
    [0] none suppressed
    [one] { $n } suppressed
   *[other] { $n } suppressed
}
publish-add-table = Add a table
publish-remove-table = Remove { $table }
publish-save = Save
publish-save-and-check = Save and check

publish-mistake-missing = { $field }: something has to be written or chosen here
publish-mistake-too-long = { $field }: this is too long
publish-mistake-too-many = { $field }: these are too many
publish-mistake-malformed = { $field }: this is not written as it has to be
publish-mistake-unknown = { $field }: this is in none of the shared lists
publish-mistake-twice = { $field }: something is named twice
publish-mistake-control = { $field }: there may be no line break or control character
publish-mistake-misplaced = { $field }: this belongs to another kind of record
publish-mistake-other = { $field }: this does not follow the rules of form
publish-mistake-file = Choose a file
publish-mistake-language = This is no language code, or there are too many languages
publish-mistake-no-value = Say which column holds the values
publish-mistake-no-dimension = Give at least one column a meaning
publish-mistake-frequency = { $field }: at least { $least } is needed

publish-check-title = What was found
publish-check-clean = Nothing was found that keeps this draft from being submitted.
publish-check-warned = { $count ->
    [one] This draft can be submitted. A second person will be asked about one warning.
   *[other] This draft can be submitted. A second person will be asked about { $n } warnings.
}
publish-form-problems = { $count ->
    [one] One thing is missing or wrong
   *[other] { $n } things are missing or wrong
}
publish-not-examined = Texts and tables are looked at as soon as this is mended.
publish-blocking = { $count ->
    [one] One personal datum in the texts
   *[other] { $n } personal data in the texts
}
publish-blocking-means = Nobody can let this through. Remove it from the text.
publish-warnings = { $count ->
    [one] One warning about the texts
   *[other] { $n } warnings about the texts
}
publish-warnings-mean = This may be personal data. Change the text, or leave it: then the person who approves has to say for each warning why it may stay, and that is written into the audit log.
publish-remarks = { $count ->
    [one] One remark
   *[other] { $n } remarks
}
publish-remarks-mean = Officials, organisations and public help lines, as far as recognised. Nothing has to be done.
publish-notes = What deserves a look
publish-tables-disclose = The tables disclose something
publish-tables-disclose-means = Suppress more cells, or choose coarser categories: remove the table and make it again from the cases.
publish-audit = Audit of the tables
publish-audit-passed = all protected
publish-cells-exposed = { $count ->
    [one] { $n } cell can be worked out
   *[other] { $n } cells can be worked out
}
publish-found-place = line { $line }, column { $column } ({ $percent } % sure)
publish-found-national-id = Personal identification number
publish-found-iban = Bank account
publish-found-card = Payment card
publish-found-mrz = Machine-readable line of a document
publish-found-passport = Number of a passport or identity document
publish-found-email = E-mail address
publish-found-phone = Telephone number
publish-found-dob = Date of birth
publish-found-event-date = Day of an event in a person’s life
publish-found-case-number = Case or file number
publish-found-plate = Licence plate
publish-found-address = Street address
publish-found-coordinates = Exact coordinates
publish-found-social = Profile in a social network
publish-found-device = Address or number of a device
publish-found-person = Name of a person
publish-found-quasi = Details that together single out a person
publish-found-small-number = Small number of persons
publish-found-hidden = Hidden content of a file
publish-found-other = Possibly personal data
publish-go-to-preview = Go to the preview
publish-back-to-texts = Back to the texts

publish-preview-title = As others will see it
publish-preview-lead = All languages stand below each other here; readers see the one they choose.
publish-preview-region = Preview of the record
publish-preview-not-yet = There is no preview yet, since something is missing or wrong.
publish-see-what-is-missing = See what is missing
publish-see-what-was-found = See what was found
publish-go-to-submit = Go on to submit
publish-section-summary = Summary
publish-section-body = Text
publish-section-definitions = Definitions
publish-section-disclaimer = Disclaimer
publish-section-context = The problem and its setting
publish-section-approach = What is done
publish-section-results = What came of it
publish-section-conditions = What it needs to work elsewhere

publish-next = What you can do
publish-writing-means = This draft is being written. Nobody outside this node sees it.
publish-sent-back-means = This draft came back with a comment. Change it and submit it again.
publish-submitted-means = This draft waits for a second person, who has written nothing in it. Until then it cannot be changed.
publish-submitted-means-alone = This draft waits to be approved. Until then it cannot be changed.
publish-publishing-means = This draft was approved and is being signed.
publish-published-means = This draft was signed and sent to all members.
publish-discarded-means = This draft was given up.
publish-is-published = The record is in the network.
publish-to-record = To the record
publish-cannot-submit = { $count ->
    [one] It cannot be submitted yet: one thing has to be mended.
   *[other] It cannot be submitted yet: { $n } things have to be mended.
}
publish-submit-warned = { $count ->
    [one] The person who approves will have to say why one warning does not apply.
   *[other] The person who approves will have to say why { $n } warnings do not apply.
}
publish-submit = Submit for approval
publish-submit-means = A second person looks at it. Only when that person approves is it signed and sent; then it cannot be called back.
publish-submit-means-alone = Whoever approves looks at it once more. Only then is it signed and sent; then it cannot be called back.
publish-go-on-writing = Go on writing
publish-take-back = Take it back
publish-take-back-hint = Then you can write in it again, and nobody can approve it until you submit it again.
publish-look-and-approve = Look at it and approve it
publish-failure-title = It was approved, but not signed
publish-sent-back-by = { $name } sent it back
publish-history = History
publish-happened-created = began this draft
publish-happened-edited = changed it
publish-happened-submitted = submitted it
publish-happened-taken-back = took it back
publish-happened-sent-back = sent it back
publish-happened-approved = approved it
publish-happened-failed = approved it, but it was not signed
publish-happened-published = published it
publish-happened-discarded = discarded it
publish-discard-title = Discard this draft
publish-discard-means = The draft is then closed for good, and can only be looked at. Cases in memory are forgotten.
publish-discard = Discard

publish-conflict-title = Somebody else changed this draft
publish-conflict-explanation = { $name } changed this draft on { $when }, after you opened it. Nothing of what you wrote is lost: choose for each field what stays.
publish-conflict-lead = These fields differ.
publish-conflict-nothing = Both versions say the same in every field of your form.
publish-conflict-mine = What you wrote
publish-conflict-theirs = What { $name } saved
publish-conflict-empty = nothing
publish-conflict-apply = Save what is chosen
publish-conflict-take-theirs = Leave it as { $name } saved it
publish-conflict-closed = The draft is no longer being written, so your changes cannot be saved. Here is what you wrote, to copy.

publish-refused-title = This is not possible now
publish-refused-closed = The draft is no longer being written, so it cannot be changed. If it waits for approval, whoever submitted it can take it back.
publish-refused-not-submitter = Only the person who submitted this draft can take it back.
publish-refused-no-file = The cases are not in memory any more: they are forgotten after a while, and when the node stops. Upload the file again.
publish-refused-full = There are too many unfinished drafts on this node. Publish or discard some first.
publish-refused-large = The draft is too large to be kept. Make it shorter, or make two of it.
publish-refused-foreign = This record is of another member, or is here no longer. Only its own member can replace or withdraw it.
publish-back-to-draft = Back to the draft
publish-back-to-list = To all drafts
publish-upload-again = Upload again

notice-draft-changed = Somebody else changed this draft in between. Look at it again, and repeat what you wanted to do.
notice-draft-submitted = The draft has been submitted.
notice-draft-taken-back = The draft has been taken back. You can write in it again.
notice-draft-discarded = The draft has been discarded.
notice-draft-sent-back = The draft has been sent back.
notice-file-forgotten = The file has been forgotten.
notice-table-accepted = The table has been taken over, and the cases have been forgotten.
notice-table-discarded = The table has been discarded. The cases are still in memory: choose coarser categories.
notice-language-added = The language has been added. What you wrote has been saved.
