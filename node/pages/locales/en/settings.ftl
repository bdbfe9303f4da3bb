# Settings
settings = Settings
settings-ways = Settings
settings-own = Your account
settings-tokens = Tokens
settings-searches = Saved searches
settings-accounts = Accounts
settings-audit = Audit log
settings-full-name = Name
settings-login = Name to sign in with
settings-roles = Roles
settings-roles-hint = Your administrator gives roles. Everybody who signs in may read.
settings-password = Password
settings-password-lead = When you change your password, all your other sessions end.
settings-password-change = Change password
settings-password-elsewhere = You sign in with your administration’s own account; change your password there.
settings-owner = You are signed in as the owner of this node, through a link from the command line. You can read and administer. To publish, to approve or to make tokens, sign in with an account of your own.
settings-sessions = Where you are signed in
settings-sessions-lead = Sessions end by themselves when nothing is done in them for a while.
settings-n-sessions = { $count ->
    [one] One session
   *[other] { $n } sessions
}
settings-since = Signed in
settings-last = Last used
settings-way = How
settings-by-password = with a password
settings-by-link = with a one-time link
settings-by-provider = through your administration
settings-this-session = this one
settings-sign-out-everywhere = Sign out everywhere
settings-sign-out-everywhere-hint = Ends all your sessions, this one too. Do it if you left a computer without signing out.
role-reader = Reader
role-publisher = Publisher
role-approver = Approver
role-administrator = Administrator
role-reader-hint = Reads everything that this node holds.
role-publisher-hint = Prepares records and hands them in.
role-approver-hint = Approves what others have handed in, or sends it back.
role-administrator-hint = Manages accounts and reads the audit log.

tokens-lead = With a token, a program such as R, Python or a spreadsheet asks this node in your name. It can do what you choose here and never more than you.
tokens-list = Your tokens
tokens-none = You have no tokens.
tokens-n = { $count ->
    [one] One token
   *[other] { $n } tokens
}
tokens-name = Name
tokens-name-hint = What it is for, such as “figures in R”.
tokens-scopes = What it may do
tokens-scopes-hint = Choose as little as the program needs.
tokens-days = Valid for
tokens-n-days = { $count ->
    [one] { $n } day
   *[other] { $n } days
}
tokens-new = New token
tokens-make = Make token
tokens-made = Made
tokens-expires = Valid until
tokens-used = Last used
tokens-never = never
tokens-state = State
tokens-valid = valid
tokens-expired = expired
tokens-revoked = revoked
tokens-revoke = Revoke
tokens-revoke-ask = Programs that use this token will be refused from now on. Revoke it?
tokens-fresh = The token “{ $name }” has been made
tokens-once = This is the only time that you see it. Copy it now.
tokens-secret = The token
tokens-try = Try it:
tokens-command = A command that uses the token
tokens-keep = Keep it like a password: not in mails, and not in files that others read. If it gets into wrong hands, revoke it here.
tokens-wrong-name = Give the token a name of at most 64 characters that none of your other tokens has.
tokens-wrong-scopes = Choose at least one thing that the token may do.
tokens-wrong-days = Choose one of the durations.
tokens-full = There are as many tokens as there may be. Revoke one that is no longer needed.

searches-lead = A saved search can be opened again, and followed in a feed reader.
searches-keep = Save a search
searches-looks-for = It looks for:
searches-everything = all records
searches-name = Name
searches-name-hint = So that you recognise it.
searches-save = Save search
searches-list = Your saved searches
searches-none = You have no saved searches.
searches-none-more = Search for something, and choose “Save this search” beside the results.
searches-saved = saved on
searches-feed = Address for a feed reader
searches-feed-hint = Whoever knows this address can read the results without signing in. Give it to nobody; removing the search ends it.
searches-remove = Remove
searches-remove-hint = Removing a search ends its feed.
searches-wrong-name = Give the search a name of 1 to 120 characters.
searches-wrong-query = This search cannot be saved: { $why }
searches-too-many = You have as many saved searches as there may be. Remove one that you no longer need.

accounts-lead = Everybody signs in with an account of their own. Every change here is written to the audit log.
accounts-list = All accounts
accounts-n = { $count ->
    [one] One account
   *[other] { $n } accounts
}
accounts-state = State
accounts-since = Made on
accounts-active = active
accounts-newcomer = has to choose a password
accounts-disabled = disabled
accounts-new = New account
accounts-login-hint = Letters, digits and . _ - @, such as a.jansen
accounts-full-name-hint = As colleagues know the person; it stands beside drafts and approvals.
accounts-roles-hint = Nobody approves their own draft, whatever their roles.
accounts-make = Make account
accounts-make-hint = The next page shows a password to begin with. The person has to choose another at the first sign-in.
accounts-provider-hint = People may also sign in through your administration; the operator of the node sets up how they get accounts and roles.
accounts-fresh = Password to begin with for
accounts-once = This is the only time that you see it.
accounts-initial = Password to begin with
accounts-hand-over = Hand it over in person or by telephone. It must be changed at the first sign-in.
accounts-own = This is your own account.
accounts-provider = Signs in through
accounts-save-roles = Save roles
accounts-reset = New password
accounts-reset-lead = For somebody who has forgotten theirs. All their sessions end, and they choose another password when they sign in.
accounts-reset-do = Make a password to begin with
accounts-access = Access
accounts-not-own = You cannot disable your own account, nor take the role of administrator from yourself. Another administrator can.
accounts-disable = Disable
accounts-disable-lead = The person can no longer sign in. All sessions end at once, and tokens and feeds stop working. Drafts and the audit log stay.
accounts-disable-do = Disable account
accounts-disable-ask = The person is signed out at once. Disable the account?
accounts-enable = Enable
accounts-enable-lead = The person can sign in again with the same roles.
accounts-enable-do = Enable account
accounts-wrong-login = This will not do as a name to sign in with: write 1 to 64 letters, digits or . _ - @, beginning with a letter or digit.
accounts-taken = There is an account with this name already.
accounts-wrong-full-name = Write a name of 1 to 100 characters on one line.
accounts-full = There are as many accounts as there may be.
accounts-last-administrator = Somebody has to stay administrator. Give the role to another account first.
accounts-wait = Too many at once. Try again in a few seconds.

audit-lead = Who did what at this node. Lines are only ever added, and each is bound to the one before by a hash, so that a line that is changed or removed shows.
audit-verified = { $count ->
    [0] The log is empty.
    [one] The log has one line, and it is whole.
   *[other] All { $n } lines were verified: each follows from the one before.
}
audit-head = Hash of the last line, to compare with a copy:
audit-broken = Line { $line } does not follow from the one before.
audit-broken-do = It was changed or removed, or the disk failed. The lines before it are shown. Compare with a backup, and tell whoever is responsible for security; this node writes no further lines and publishes nothing until that is settled.
audit-filter = Choose lines
audit-action = What
audit-all-actions = Everything
audit-who = Who
audit-show = Show
audit-n = { $count ->
    [0] No lines
    [one] One line
   *[other] { $n } lines
}
audit-download = Download the whole log
audit-none = No line fits.
audit-number = No.
audit-when = When
audit-about = About
audit-hash = Hash

did-override = Warning overridden
did-publish = Published
did-publish-alone = Published without a second person
did-submit = Draft handed in
did-send-back = Draft sent back
did-approve = Draft approved
did-sign-in = Signed in
did-sign-in-refused = Sign-in refused
did-sign-in-link = Sign-in link made
did-sign-out = Signed out
did-sign-out-everywhere = Signed out everywhere
did-password-change = Password changed
did-user-add = Account made
did-user-roles = Roles changed
did-user-disable = Account disabled
did-user-enable = Account enabled
did-user-password = Password to begin with made
did-user-link = Account linked to the administration’s sign-in
did-token-create = Token made
did-token-revoke = Token revoked
did-person-add = Person listed
did-person-remove = Person no longer listed
did-search-save = Search saved
did-search-remove = Saved search removed
did-audit-download = Audit log downloaded
did-take-back = Draft taken back
did-discard = Draft discarded
