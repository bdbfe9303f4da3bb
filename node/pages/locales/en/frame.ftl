# Around every page.
product = EMN node
skip-to-content = Skip to the content
language-choice = Language
theme-choice = Appearance
theme-system = As on this device
theme-light = Light
theme-dark = Dark
signed-in-as = Signed in as
sign-in = Sign in
sign-out = Sign out
menu = Menu
navigation = Main navigation
place-home = Home
place-topics = Topics
place-search = Search
place-compare = Compare
place-publish = Publish
place-approvals = Approvals
place-network = Network
place-settings = Settings
n-waiting = { $count ->
    [one] { $n } draft is waiting for you
   *[other] { $n } drafts are waiting for you
}
search-everything = Search all records
search-placeholder = Words or a topic, in any language
search-button = Search
api-documentation = API documentation
feeds = New records (Atom)
about-this-node = About this node
licence = Free software under the EUPL-1.2

# Numbers, days, sizes.
date = { $day } { $month } { $year }
month = { $month } { $year }
quarter = Q{ $quarter } { $year }
month-01 = January
month-02 = February
month-03 = March
month-04 = April
month-05 = May
month-06 = June
month-07 = July
month-08 = August
month-09 = September
month-10 = October
month-11 = November
month-12 = December
size-bytes = { $n } bytes
size-kilobytes = { $n } kB
size-megabytes = { $n } MB
n-records = { $count ->
    [one] { $n } record
   *[other] { $n } records
}
n-results = { $count ->
    [0] No results
    [one] { $n } result
   *[other] { $n } results
}
n-more = { $count ->
    [one] { $n } more
   *[other] { $n } more
}
and-n-more = { $count ->
    [one] and { $n } more
   *[other] and { $n } more
}
n-mistakes = { $count ->
    [one] Something needs your attention
   *[other] { $n } things need your attention
}
n-minutes = { $count ->
    [one] { $n } minute
   *[other] { $n } minutes
}
n-seconds = { $count ->
    [one] { $n } second
   *[other] { $n } seconds
}

# Words for records.
kind-report = Trend report
kind-practice = Best practice
kind-correction = Correction
kind-withdrawal = Withdrawal
audience-public = Public
audience-network = Network only
audience-public-meaning = Anybody may read it.
audience-network-meaning = Only members and observers of the network may read it.
standing-superseded = Superseded
standing-withdrawn = Withdrawn
topics = Topics
countries = Countries covered
covers = Covers
period = Period
member = Member
organisation = Organisation
languages = Languages
version = Version

# Words for forms and buttons.
optional = (optional)
mistake = Mistake:
no = No
cancel = Cancel
back = Back
remove = Remove
none = None
total = Total
unknown = Not known
done = done
copy = Copy
copied = Copied
download = Download
figures-behind = The figures in a table
pages = Pages of results
first-page = First page
next-page = Next page
steps = Steps
filter-chosen = (chosen; follow the link to remove it)
way-here = The way to this page

# Said once, above a page.
notice-saved = Your changes have been saved.
notice-deleted = It has been deleted.
notice-sent = It has been sent.
notice-password-changed = Your password has been changed. All your other sessions have been ended.

# When a page cannot be shown.
error-label = Error { $status }
error-request = Reference for your administrator: { $id }
error-home = Go to the home page
error-search = Search the records
error-400 = The request could not be understood
error-400-what = Something in the address or in the form does not fit. Go back, check what you filled in, and send it again.
error-401 = Please sign in
error-401-what = This page is for people with an account on this node. Sign in, or ask your administrator for an account.
error-403 = You may not do this
error-403-what = Your account does not have the role for it, or the form was too old. Go back, load the page again and repeat it. If you need the role, ask your administrator.
error-404 = There is no such page
error-404-what = The address may be mistyped, or what was here has been removed. Search for it, or begin at the home page.
error-405 = That cannot be done here
error-405-what = The address exists, but not for this kind of request. Go back and use the buttons of the page.
error-409 = Somebody else was faster
error-409-what = What you wanted to change has been changed in the meantime. Go back, load the page again and look at what is there now.
error-410 = This has been withdrawn
error-410-what = The member that published it has withdrawn it. Its content is no longer shown.
error-413 = That is too large
error-413-what = The file or the text is larger than this node accepts. Send a smaller one, or split it into parts.
error-415 = This kind of file is not accepted
error-415-what = Send one of the kinds that the form names.
error-422 = Something in it is not right
error-422-what = Go back, correct what is named below, and send it again.
error-429 = Too many attempts
error-429-what = To protect the accounts, this node waits before it answers again. Try again in a few minutes.
error-500 = Something went wrong in this node
error-500-what = It is not your mistake, and what you had saved is safe. Try again in a moment. If it happens again, tell your administrator the reference below.
error-503 = This node is busy
error-503-what = It will be ready again shortly. Wait a few seconds, then load the page again.
