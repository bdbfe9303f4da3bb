# Signing in, and changing a password.
sign-in-where = You sign in to the node of your own contact point in the network { $network }.
sign-in-needed = Please sign in to see this page.
sign-in-expired = You were away for a while, so your session has ended. Sign in again to go on; drafts that you had saved are still there.
sign-in-signed-out = You have signed out. On a shared computer, close the browser as well.
sign-in-stale-link = This sign-in link has been used or is too old. Ask for a new one with “emn open”, or sign in with your name and password.
sign-in-wrong = Name and password do not match. Check both and try again.
sign-in-wait = Too many attempts. Please wait { $time } and try again.
sign-in-provider-failed = Your administration’s sign-in service did not let you in. Try again, or ask your administrator.
sign-in-stranger = Your administration’s sign-in service knows you, but you have no account on this node. Ask your administrator for one.
sign-in-with = Sign in with { $provider }
sign-in-with-provider = Sign in with your administration’s account
sign-in-or = or with name and password
sign-in-name = User name
sign-in-password = Password
sign-in-trouble = Trouble signing in?
sign-in-help = Accounts are made by the administrator of this node. If you have forgotten your password, ask for a new one; nobody can read your old one.
password-title = Change your password
password-must = The administrator knows the password that you were given. Choose one of your own before you go on.
password-current = Current password
password-new = New password
password-rules = { $count ->
    [one] At least { $n } character. A few unrelated words are easier to remember than signs. It must not be your name or a password that is often used.
   *[other] At least { $n } characters. A few unrelated words are easier to remember than signs. It must not be your name or a password that is often used.
}
password-again = New password once more
password-change = Change the password
password-wrong = This is not your current password.
password-differs = The two new passwords differ. Type the same one twice.
password-same = The new password is the old one. Choose another.
password-short = { $count ->
    [one] The new password is too short. It needs at least { $n } character.
   *[other] The new password is too short. It needs at least { $n } characters.
}
password-weak = This password is easy to guess. Choose another.
password-long = { $count ->
    [one] The new password is too long. It may have at most { $n } character.
   *[other] The new password is too long. It may have at most { $n } characters.
}
password-name = The password must not be your user name.
