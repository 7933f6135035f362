# What keeps the desk from working.

error-journal-missing = There is no journal at { $path }: is this the right home? A set-up that was cut off goes on with 'okno desk init'.
error-journal-locked = Another program works at this desk: { $holder }. Wait until it is done, or end it.
error-journal-damaged = The journal is damaged at entry { $seq }: { $detail }. No payments can be taken: call the administrator.
error-journal-newer = A newer program wrote this journal: use that one.
error-journal-other = The journal can't be used: { $detail }.
error-disk-full = The disk is full: nothing was recorded. Make room and try again.
error-disk-fault = The disk can't be written: { $detail }. Nothing was recorded.
error-id-taken = The id { $id } is taken by entry { $seq } ({ $kind }), which says something else: nothing was recorded. Use a new id.
error-directory = The directory can't be used: { $detail }.
error-key = The desk's key can't be used: { $detail }.
error-pin = A PIN has 4 to 12 digits.
error-money-empty = no sum is given
error-money-malformed = this is not a sum of money
error-money-too-fine = a sum has at most two digits after the decimal mark
error-money-too-large = the sum is too large
error-account-empty = no account is given
error-account-too-long = an account has at most { $most } characters
error-account-character = an account has letters, digits, '-', '/' and '.', not '{ $odd }'
error-code = a code has 1 to { $most } of a-z, 0-9, '.' and '-'
error-id-desk = an office has 1 to 16 and a desk 1 to 8 of letters, digits and '-'
error-id-entry = an id is a UUID in lower case
error-id-receipt = a receipt's number is written as printed: EPOCH-SHIFT-N
error-register-refused = { $path } is refused, nothing of it was taken:
error-register-line = line { $line }: { $fault }
error-register-file = the file: { $fault }
error-register-more = and { $more } more { $more ->
    [one] fault
   *[other] faults
 }
error-register-fields = the row has { $found } fields and should have: { $expected }
error-register-account = '{ $text }' is not an account: { $error }
error-register-amount = '{ $text }' is not a sum: { $error }
error-register-mark = '{ $text }' has a decimal mark that this layout does not use
error-register-undecodable = the line is not text in { $encoding }; is the file in another encoding?
error-register-repeated = account { $account } is there twice; first on line { $first }
error-register-control = the file states { $stated }, but its rows add up to { $found }
error-register-too-large = the rows add up to more than can be counted
error-register-no-column = there is no column '{ $column }' in the heading
error-register-column-twice = the column '{ $column }' is there twice
error-register-empty = there is not one row
error-register-other-inn = the file's name has the INN { $found }, the supplier's is { $expected }
error-register-other-account = the file's name has the settlement account { $found }, the supplier's is { $expected }
error-register-encoding = this layout has no files in { $encoding }
error-write-row = row { $row }, receipt { $receipt }: { $fault }
error-write-whole = the register: { $fault }
error-write-character = { $field }: '{ $odd }' can't be written in { $encoding }; it is in '{ $text }'
error-write-too-wide = { $field }: '{ $text }' is longer than { $most } characters
error-write-repeated = the id { $id } is there twice; first in row { $first }
error-write-too-many = the format has no room for so many rows
error-count-malformed = '{ $part }' is not a part of a count: write DENOMINATIONxNUMBER, for example 5000x1,100x4
error-count-twice = the denomination { $denomination } is counted twice
error-seal = '{ $seal }' is not a seal's number: it has 1 to 20 letters, digits and '-'
error-id-cash = write the slip's number as EPOCH-SHIFT-cN, for example 1-118-c3
error-transit-malformed = '{ $code }' is not the code of a hand-over: it looks like 2-118.3-5000-42
error-transit-check = The code '{ $code }' was mistyped, or it is for another desk than { $to }.
error-journal-older = The journal was written by an older Okno: open the till once, or run 'okno journal rebuild'.
