# A record, its figures, and what cannot be shown.

record-new-version = new version
record-languages = Languages of this record
record-source = Source of the figures
record-reference-date = Reference date
record-licence = Licence
record-specification = Common specification
record-reason = Reason for this version:
record-withdrawal-title = Withdrawal of a record
record-summary = Summary
record-text = Report
record-definitions = How the figures are defined
record-disclaimer = Disclaimer
record-context = Problem and setting
record-approach = What is done
record-results = What came of it
record-conditions = What it needs to work elsewhere
record-instead = Not available in the language you chose. Shown in:
record-tables = Figures
record-more-tables = This page has no room for the following tables. The exports have all of them.
record-is-cut = The texts are longer than a page can show. The exports have them in full.
record-attachments = Attachments
record-attachments-mean = Attachments do not travel with the record. Ask the organisation for them, and compare the checksum with what you receive.
record-signed = Who signed this
record-verified = This node has verified the signature, and that the signer was entitled to sign.
record-signed-by = Signed by
record-signed-on = Signed on
record-key = Fingerprint of the key
record-id = Identifier
record-number = Number in the log of this key
record-signed-means = Compare the fingerprint with the member over the telephone if you want to be certain. What was signed cannot be changed without this being noticed.
record-raw = Signed data (COSE)
record-superseded = There is a newer version of this record:
record-newest = The newest version:
record-review = A second look at this record found something. Treat it with care.
record-review-exposed = { $count ->
    [one] { $n } suppressed figure can be derived from others.
   *[other] { $n } suppressed figures can be derived from others.
}
record-review-personal = { $count ->
    [one] { $n } place in the text looks like personal data.
   *[other] { $n } places in the text look like personal data.
}
record-review-means = This node neither shows nor keeps what could be derived. Please tell the member that published the record.
record-versions = Versions
record-supersedes = Replaces
record-superseded-by = Replaced by
record-answers = Answers
record-withdraws = Withdraws
record-correct = Prepare a new version
record-withdraw = Prepare a withdrawal
record-cite = How to cite
record-files = Take it with you

gone-title = This record was withdrawn
gone-means = The member that published it has withdrawn it. Its content is no longer shown or served, and the nodes of the network have been told to erase it. Please delete copies that you have.
gone-on = Withdrawn on
gone-reason = Reason
gone-by = The withdrawal itself
missing-title = There is no such record here
missing-none = No record here has the identifier
missing-several-title = Several records fit
missing-several = These records begin with
missing-near = Did you mean one of these?
missing-search = Search for the record by its words

figure-suppressed = suppressed
figure-not-applicable = not applicable
figures-table = Table: { $title }
figures-left-out = { $count ->
    [one] { $n } more row is in the exports.
   *[other] { $n } more rows are in the exports.
}
figures-suppressed-means = Too small to be published, or it would give a small figure away. It is not 0, and must not be treated as 0.
figures-sources = Where the figures come from:
figures-more-sources = { $count ->
    [one] { $n } more record
   *[other] { $n } more records
}
figures-compare = Compare countries
figures-take-care = Take care:
figures-definitions-differ = figures marked d follow another definition than usual. Read how the figures are defined before you compare.
format-csv = CSV (SDMX)
format-sdmx-structure = Structure (SDMX-ML)
format-json = JSON
format-json-stat = JSON-stat
format-parquet = Parquet
format-xlsx = Excel
format-markdown = Markdown
format-html = One page to print (HTML)
format-list-csv = CSV
figures-chart = Chart: { $title }
figures-unit = Unit
figures-value = Figure
