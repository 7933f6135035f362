# Headquarters on the command line.

hq-ready = Headquarters is set up at { $home }. Its key is { $fingerprint }.
hq-key-safe = Keep a copy of { $path } in a safe, apart from the store: whoever has it is headquarters, and without it every desk must be enrolled anew.
hq-next = Next: 'okno hq user add', 'okno hq directory import', 'okno hq enrol', and 'okno hq serve'.
hq-rekey-asks = Headquarters gets a new key in place of { $before }. Every node's server must be started anew with it. Type { $word } to go on:
hq-rekey-unsaid = Nothing is changed: a new key must be meant. Say --yes, or type { $word } when asked.
hq-rekeyed = Headquarters' key is { $after } now, signed by { $before }.
hq-rekeyed-nodes = Copy { $path } to every other node, and start each 'okno hq serve' anew: one that has the old key tells desks to come later, and signs nothing.
hq-rekeyed-desks = Desks follow by themselves, those on sticks with the next file for them. Codes that were given out and files on their way stay good. People's PINs stay.
hq-rekeyed-safe = Put a copy of { $path } in the safe, in place of the old one.
hq-none = There is no headquarters at { $home }: set it up with 'okno hq init', or name another home with --home.
hq-settings-line = hq.toml, line { $line }: { $fault }
hq-calendar = { $path }: { $fault }
hq-other-store = { $home } was set up with another store: see "store" in its hq.toml, or name another home with --home.
hq-key-missing = Headquarters' key { $path } is gone: put the copy from the safe back, or that of another node.
hq-key-malformed = { $path } is not a key of Okno's headquarters: put the copy from the safe back, or that of another node.

hq-store-form = a store is sqlite:FILE, or postgres://user:password@host/database
hq-store-missing = There is no store where hq.toml says: put it back from its copy, or set one up with 'okno hq init'.
hq-store-foreign = The database that hq.toml names belongs to another program: name another one.
hq-store-newer = The store was made by a newer version of Okno: install that one here.
hq-store-other-key = The store belongs to the key { $store }, and hq.key here is { $ours }: copy that node's hq.key here.
hq-store-url = The store's URL in hq.toml can't be read: { $detail }
hq-store-busy = Another process has held the store for too long: try again.
hq-store-full = The store's disk is full: make room, then do the same again. Nothing is half done.
hq-store-unreachable = The store can't be reached: { $detail }. Check that it runs, and "store" in hq.toml.
hq-store-damaged = The store is damaged: { $detail }. Prove it with 'okno hq verify', and put it back from its copy.
hq-store-failed = The store failed: { $detail }

hq-code-for = This code enrols desk { $desk } once. It is good until { $at }.
hq-no-desk = Headquarters knows no desk { $desk }: see 'okno hq desk list'.
hq-no-desks = No desk is enrolled yet: give out a code with 'okno hq enrol'.
hq-date-form = a day is YYYY-MM-DD
hq-day-signed = { $office } is signed for { $day }: entry { $seq } of headquarters' journal.
hq-own-name = { $desk } is the name of headquarters' own journal: give the desk another one.
hq-no-office = '{ $office }' is no office: 1 to 16 letters, digits and '-'.
hq-desk-revoked = Desk { $desk } is revoked: nothing of it is accepted any more. It goes on as a recovered one, with a new code.
hq-desk-was-revoked = Desk { $desk } was revoked already.
hq-revoked-mark = revoked
hq-silent-mark = silent
hq-head-desk = Desk
hq-head-epoch = Epoch
hq-head-entries = Entries
hq-head-exceptions = Exceptions
hq-head-received = Last received
hq-head-shift = Open shift
hq-head-state = State
hq-head-user = Name
hq-head-full-name = Full name
hq-head-role = Role
hq-head-office = Office

hq-no-person = Nobody is called '{ $user }': see 'okno hq user list'.
hq-no-people = Nobody is there yet: add somebody with 'okno hq user add'.
hq-every-office = every office

hq-bundle-taken = Headquarters has { $entries } { $entries ->
    [one] entry
   *[other] entries
} of desk { $desk }: { $payments } { $payments ->
    [one] payment
   *[other] payments
}, { $sum }.
hq-bundle-exceptions = A supervisor must look at { $exceptions } { $exceptions ->
    [one] exception
   *[other] exceptions
} of this desk.

hq-refused-fork = Headquarters has another entry { $seq } of this desk: there are two journals of one desk. Nothing was taken; a supervisor settles it.
hq-refused-hole = Entries before these are missing, from { $wanted } on: export the file anew at the desk.
hq-refused-unknown-desk = Headquarters knows no such desk: enrol it first.
hq-refused-revoked = The desk's key is no longer in force: recover the desk with a new code.
hq-refused-bad-signature = The desk's signature does not fit: the file was changed, or comes from somebody else.
hq-refused-wrong-desk = The file carries entries of desk { $found }, which is not the desk that it comes from.
hq-refused-too-old = The file is of another version of Okno: bring the desk, or headquarters, up to date.
hq-refused-malformed = The entries in the file are damaged: export it anew at the desk.
hq-refused-other = Headquarters refused the file ({ $code }).
hq-file-foreign = This is not a desk's file for headquarters.
hq-file-other-reader = This file is for another headquarters, or goes from headquarters to a desk.
hq-file-damaged = The file is damaged or cut off: export it anew at the desk.
hq-file-kind = This file carries what no desk sends to headquarters.
hq-file-other = The file can't be taken: { $detail }

hq-sound = Sound: { $desks } { $desks ->
    [one] desk
   *[other] desks
}, { $entries } { $entries ->
    [one] entry
   *[other] entries
}, { $payments } { $payments ->
    [one] payment
   *[other] payments
} of { $sum }.
hq-damaged = Desk { $desk }, entry { $seq }: { $what }. Put the store back from its copy; the desks send again what is missing.
hq-damage-entry = it is not what the desk recorded ({ $detail })
hq-damage-cut = what follows is missing, though headquarters acknowledged everything up to entry { $through }
hq-damage-table = the table '{ $table }' does not follow from the entries up to here

hq-no-offices = There are no offices yet: name one with 'okno hq office set'.
hq-office-added = { $office } is now called { $name }.
hq-office-changed = { $office } was changed; it is called { $name }.
hq-office-words = a name has letters, and a region other ones than a hyphen alone
hq-no-region = No office is in the region '{ $region }': say so with 'okno hq office set' first.
hq-report-day-alone = 'day' is of one day: name it with --date, and for several use 'days'
hq-report-pdf-day = only 'day' has a sheet for paper: use --xlsx for the others
hq-report-day-form = a day is written 2026-11-23
hq-report-failed = The file can't be made: { $detail }
