office-col-language = Language
office-col-signed-in = Last sign-in

office-person-both = Name an office or a region, not both.
office-person-elsewhere = { $user } works in offices that you don't see: somebody who sees all of them decides.
office-person-everywhere = You don't see all offices: name the office where the person works.
office-person-full-name = The full name has { $count } characters at most, in one line.
office-person-language = There is no language '{ $language }': en or ru.
office-person-office = There is no office { $office }: check its code, or enrol its first desk.
office-person-pin = A PIN has { $least } to { $most } digits.
office-person-retired = { $user } works here no longer: add them again, with a new PIN.
office-person-role = The role '{ $role }' is above your own: somebody who has it decides.
office-person-taken = The name { $user } is taken: choose another one.
office-person-yourself = What you may do, and where, somebody else decides.
