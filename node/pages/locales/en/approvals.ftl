# Approving.

approvals-title = Approvals
approvals-lead = These drafts wait for a second person. Whoever wrote in a draft cannot approve it.
approvals-none = No draft waits for approval.
approvals-column-by = Submitted by
approvals-column-since = Since
approvals-column-you = For you
approvals-look = Look at it
approvals-barred-own = This is your own draft, so somebody else has to approve it.
approvals-barred-contributed = You wrote in this draft, so somebody else has to approve it.
approvals-review-title = Approve or send back
approvals-review-lead = { $name } submitted this. Read it in every language in which it is written: you are answerable for it with your name.
approvals-decide = Your decision
approvals-somebody-else = You can read the draft here, but not decide on it.
approvals-warnings = { $count ->
    [one] The texts hold something that may be personal data. If you approve, say why it may stay. Your reason and your note are kept in the audit log for years.
   *[other] The texts hold { $n } things that may be personal data. If you approve, say for each why it may stay. Your reasons and notes are kept in the audit log for years.
}
approvals-reason = Why it may stay
approvals-reason-choose = Choose a reason
approvals-reason-false-positive = It is no personal datum
approvals-reason-public-figure = A person in public office, in that capacity
approvals-reason-legal-basis = A law asks for it
approvals-reason-consent = The person agreed in writing
approvals-reason-already-public = The authority published it before
approvals-note = Note
approvals-note-hint = At least 10 characters, without repeating the datum itself.
approvals-approve = Approve, sign and send
approvals-approve-means = The record is then signed in the name of this member and sent to all nodes of the network. It cannot be called back.
approvals-not-approvable = This draft cannot be approved as it is. Send it back and say what has to change.
approvals-comment = Comment
approvals-comment-hint = What has to change. Everybody who works on the draft reads it.
approvals-send-back = Send back
approvals-mistake-reason = Choose a reason for each warning
approvals-mistake-note = Write a note of at least 10 characters for each warning
approvals-mistake-note-personal = A note holds personal data itself; write it without
approvals-mistake-comment = Write what has to change, in at most 2,000 characters
approvals-mistake-comment-personal = The comment holds what looks like personal data; write it without
approvals-sent-title = Signed and sent
approvals-sent = The record is signed and on its way to all members.
approvals-sent-entry = Entry
approvals-sent-time = Signed on
approvals-next = To the next drafts
approvals-own-title = This is not yours to approve
approvals-own = Who had a part in a draft cannot approve it. Ask a colleague who has the role of approver.
approvals-gone-title = This draft no longer waits
approvals-gone = It was taken back, sent back, or approved by somebody else in the meantime.
approvals-back = To all approvals
