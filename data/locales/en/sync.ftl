# Headquarters: enrolling, catching up, sticks, recovery.

client-address = '{ $url }' is not headquarters' address: write it like https://hq.example:8443.
client-insecure = { $url } is not encrypted: use https, or --insecure ([hq] insecure = true) where the network is your own.
client-authority = { $path }: { $detail }. Name a PEM file with certificates.
client-unreachable = Headquarters can't be reached: { $detail }. Payments go on; what is recorded is sent later.
client-timeout = Headquarters did not answer in time. Payments go on; what is recorded is sent later.
client-garbage = What answered is not this desk's headquarters: { $detail }. Check the address and what stands between.
client-stranger = What answers there is another headquarters than this desk's: its key { $found } was not signed by the one that the desk knows. Nothing is taken from it. Check the address; where headquarters lost its key, enrol this desk anew with 'okno desk recover'.
client-fork = Headquarters has another entry { $seq } of this desk: there are two journals of it. Payments go on; a supervisor settles it with 'okno desk recover'.
client-hole = Headquarters wants this desk's entries from { $seq } on.
client-too-old = This program is too old for headquarters, which speaks version { $speaks } of the protocol: bring the program up to date.
client-wrong-desk = Headquarters takes this for desk { $desk }'s: check office and desk in okno.toml.
client-malformed = Headquarters could not read what was sent ({ $detail }): it is sent again later. Tell the administrator if it stays so.
client-status = Headquarters answered with the status { $status }: check the address and what stands between.
client-unknown-desk = Headquarters does not know this desk: ask for a code and join it with 'okno desk join', or recover it with 'okno desk recover'.
client-revoked = Headquarters has revoked this desk's key: another machine took its place, or it was retired. Ask headquarters for a code for 'okno desk recover'.
client-bad-signature = Headquarters does not accept this desk's signature: its key is another. Ask headquarters for a code for 'okno desk recover'.
client-old-request = Headquarters' clock is another, and its answer came too late twice. Check this machine's clock.
client-unknown-code = Headquarters gave out no such code for this desk: check office, desk and code, or ask for another.
client-code-used = This code was used already: ask headquarters for another.
client-code-expired = This code is too old: ask headquarters for another.
client-too-large = What was sent is too large for headquarters: tell the administrator.
client-not-found = Headquarters does not know what was asked: check the address.
client-retry-later = Headquarters can't take it now: it is sent again later.
client-sign-in-refused = The name or the PIN is wrong.
client-sign-in-locked = Too many wrong PINs: the next one is looked at after { $until }.
client-signed-out = The session has ended: sign in again.
client-not-allowed = Cashiers have no place at the back office.
client-office-timeout = Headquarters did not answer in time.
client-office-unreachable = Headquarters can't be reached: { $detail }.
client-office-not-found = There is no such thing, or it is not of your offices.
client-office-busy = Headquarters has too much to do: try again in a moment.
client-office-denied = Headquarters doesn't do it, and this program is too old to say why ({ $why }).

enrol-code-character = a code has letters and digits, not '{ $odd }'
enrol-code-length = a code has 30 letters and digits, and here are { $found }
enrol-code-typo = there is a typo in the code
enrol-known = Headquarters has another journal of this desk: set it up with 'okno desk recover' and a code, so that no receipt's number comes twice.
enrol-join = { $home } is a desk that stands alone: make it headquarters' with 'okno desk join'.
enrol-other-hq = The desk belongs to the headquarters at { $hq }: change the address in okno.toml if it moved.
enrol-short = Headquarters signed that it has { $through } entries of this desk, and gave { $found } that fit: nothing was changed. Try again, then tell the administrator.
enrol-done = It is headquarters' at { $hq }, and has { $accounts } { $accounts ->
    [one] account
   *[other] accounts
}.
enrol-joined = Desk { $desk } is now headquarters' at { $hq }. { $entries } { $entries ->
    [one] entry waits
   *[other] entries wait
} to be sent.
enrol-people = People: { $own } before, { $people } now. If headquarters has named nobody of this office who may approve, this desk's own people stay with their PINs until it does.
enrol-recovered = The journal is made anew: { $hq } entries of headquarters, { $file } of files here that continue them. Receipts' numbers begin with { $epoch } from now on.
enrol-aside = The old journal is { $path }.
enrol-stranded = { $entries } { $entries ->
    [one] entry of the old journal does
   *[other] entries of the old journal do
} not continue what headquarters has. Payments entered again: { $entered }; waiting for the next shift: { $waiting }.
enrol-by-hand = These entries of the old journal moved money too and are not entered again; a supervisor settles them by hand: { $entries }.
enrol-unread = { $path } could not be read to its end: { $detail }.

sync-alone = This desk stands alone: it has no headquarters. 'okno desk join' gives it one.
sync-not-enrolled = Headquarters has not enrolled this desk: do it with 'okno desk init' or 'okno desk join' and a code.
sync-hqs = People and accounts of this desk are headquarters' ({ $hq }): change them there.
sync-unpackable = The entries can't be packed: { $detail }.
sync-ack-head = Headquarters says that it has entry { $seq }, and this journal has not, or has another: there are two journals of this desk, or its end was lost. Payments go on; a supervisor settles it with 'okno desk recover'.
sync-ack-wrong = Headquarters' acknowledgement is not what the journal says: { $detail }. Nothing of it was recorded; tell the administrator.
sync-all-there = { $payments } { $payments ->
    [one] payment
   *[other] payments
}, { $sum }, all at headquarters, head { $head }.
sync-exceptions = Headquarters has { $exceptions } { $exceptions ->
    [one] open question
   *[other] open questions
} about this desk.
sync-status = Headquarters: { $hq }. Entries that it has not got: { $unsent }.
sync-status-ack = It has everything through entry { $through }, as of { $at }: { $payments } { $payments ->
    [one] payment
   *[other] payments
}, { $sum }, head { $head }.
sync-status-word = It said on { $at }: { $word }
sync-exported = { $path } has { $entries } { $entries ->
    [one] entry
   *[other] entries
} for headquarters. Nobody else can read it.
sync-imported-ack = Headquarters has everything through entry { $through }: { $payments } { $payments ->
    [one] payment
   *[other] payments
}, { $sum }. Entries that it has not got: { $unsent }.
sync-imported-pages = Accounts and people are up to date with the file.
sync-imported-gaps = Part of the file's accounts follows something that this desk has not: import the files in between first, or take the next file.
sync-stick-other = { $path } is sealed to another desk, or to headquarters.
sync-stick-fault = { $path } can't be taken in: { $detail }. Nothing of that part was changed.

pull-reading = Receiving
pull-done = { $rows } { $rows ->
    [one] change was
   *[other] changes were
} taken in; there are { $accounts } accounts.
backup-done = { $path } is a sound copy of { $entries } { $entries ->
    [one] entry
   *[other] entries
}.
doctor-hq = headquarters answers at { $hq }, and knows this desk
doctor-hq-clock = headquarters at { $hq } answers, but its clock is { $seconds } seconds from this machine's: set this machine's clock
doctor-hq-unsent = entries that headquarters has not got: { $unsent }
