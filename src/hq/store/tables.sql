-- HQ's tables, in the words that SQLite and PostgreSQL share. Numbers are BIGINT, money is kopecks; ids, codes, moments
-- and days are TEXT. {clustered} keeps a table's rows in its key where the engine can.

-- One row: the key that the store belongs to, by its fingerprint.
CREATE TABLE hq (
    fingerprint TEXT NOT NULL,
    made_at TEXT NOT NULL
);

-- How that key came to be in force: each was signed by the one before.
CREATE TABLE succession (
    n BIGINT PRIMARY KEY,
    old_sign TEXT NOT NULL,
    sign TEXT NOT NULL,
    seal TEXT NOT NULL,
    at TEXT NOT NULL,
    sig TEXT NOT NULL
);

-- The last revision of the directory, and of the people.
CREATE TABLE revision (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

-- A desk, and the fold of its entries that the next batch goes on from. Its row is locked while one is taken.
CREATE TABLE desk (
    desk TEXT PRIMARY KEY,
    zone TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    sign TEXT NOT NULL,
    seal TEXT NOT NULL,
    enrolled_at TEXT NOT NULL,
    revoked_at TEXT,
    through BIGINT NOT NULL,
    head TEXT NOT NULL,
    payments BIGINT NOT NULL,
    kopecks BIGINT NOT NULL,
    last_at TEXT, -- of the last entry, by the desk's clock
    open_shift BIGINT NOT NULL, -- 0 for none
    open_day TEXT, -- its business day, or that of the last one
    till BIGINT NOT NULL, -- the cash in its drawer
    utc_offset TEXT NOT NULL, -- of the last opened shift
    received_at TEXT -- by HQ's clock
);

-- Keys of a desk that are no longer in force.
CREATE TABLE old_key (
    desk TEXT NOT NULL,
    sign TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    revoked_at TEXT NOT NULL,
    PRIMARY KEY (desk, sign)
);

-- Enrolment codes, by the public half of their key.
CREATE TABLE enrol_code (
    code TEXT PRIMARY KEY,
    desk TEXT NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_by TEXT, -- the desk's key
    used_at TEXT
);

-- The desks' journals. What an entry follows is the hash of the one before.
CREATE TABLE entry (
    desk TEXT NOT NULL,
    seq BIGINT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (desk, seq)
){clustered};

-- Headquarters' own journal is looked up by id: an order that comes again was carried out.
CREATE UNIQUE INDEX entry_own ON entry (id) WHERE desk = 'hq/1';

-- What each entry does to what is due to suppliers: payments add, voids and refunds take off, a move does both.
CREATE TABLE line (
    desk TEXT NOT NULL,
    seq BIGINT NOT NULL,
    n BIGINT NOT NULL, -- from 1 within the entry
    shift BIGINT NOT NULL,
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL, -- the entry's
    receipt TEXT NOT NULL,
    supplier TEXT NOT NULL,
    service TEXT NOT NULL,
    account TEXT NOT NULL,
    kopecks BIGINT NOT NULL,
    fee BIGINT NOT NULL,
    PRIMARY KEY (desk, seq, n)
){clustered};
CREATE INDEX line_account ON line (account, kopecks, at);
CREATE INDEX line_correction ON line (supplier, desk, seq) WHERE kind <> 'payment.taken';
-- Led by the receipt: led by the desk, SQLite takes the primary key instead and reads all of a desk's lines.
CREATE INDEX line_voided ON line (receipt) WHERE kind = 'payment.voided';

-- The totals of shifts. A day's rows lie side by side, so that a day is read without its history.
CREATE TABLE shift (
    desk TEXT NOT NULL,
    shift BIGINT NOT NULL,
    day TEXT NOT NULL,
    cashier TEXT NOT NULL,
    opened BIGINT NOT NULL, -- the entry, 0 for none
    closed BIGINT NOT NULL, -- the entry, 0 for none
    payments BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    voids BIGINT NOT NULL,
    voided BIGINT NOT NULL,
    refunds BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    moves BIGINT NOT NULL,
    moved BIGINT NOT NULL,
    retenders BIGINT NOT NULL,
    retendered BIGINT NOT NULL,
    fees BIGINT NOT NULL,
    PRIMARY KEY (day, desk, shift)
){clustered};
CREATE UNIQUE INDEX shift_number ON shift (desk, shift);

CREATE TABLE tender_total (
    desk TEXT NOT NULL,
    shift BIGINT NOT NULL,
    tender TEXT NOT NULL,
    day TEXT NOT NULL,
    kopecks BIGINT NOT NULL,
    slips BIGINT NOT NULL,
    PRIMARY KEY (day, desk, shift, tender)
){clustered};
CREATE UNIQUE INDEX tender_total_shift ON tender_total (desk, shift, tender);

CREATE TABLE service_total (
    desk TEXT NOT NULL,
    shift BIGINT NOT NULL,
    supplier TEXT NOT NULL,
    service TEXT NOT NULL,
    day TEXT NOT NULL,
    lines BIGINT NOT NULL, -- of payments taken
    taken BIGINT NOT NULL, -- their sum without fees
    fees BIGINT NOT NULL, -- voids and refunds taken off, as in kopecks
    kopecks BIGINT NOT NULL, -- what is due of it: voids, refunds and moves counted in
    PRIMARY KEY (day, desk, shift, supplier, service)
){clustered};
CREATE UNIQUE INDEX service_total_shift ON service_total (desk, shift, supplier, service);

-- Payments taken by the hour of the office's clock.
CREATE TABLE hour_total (
    desk TEXT NOT NULL,
    shift BIGINT NOT NULL,
    hour BIGINT NOT NULL, -- from 0 to 23
    day TEXT NOT NULL,
    payments BIGINT NOT NULL,
    gross BIGINT NOT NULL, -- with fees
    PRIMARY KEY (day, desk, shift, hour)
){clustered};
CREATE UNIQUE INDEX hour_total_shift ON hour_total (desk, shift, hour);

-- Cash that left a drawer for a bag, for another desk or under a pause's seal.
CREATE TABLE held (
    desk TEXT NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL, -- bag, transit, paused
    name TEXT NOT NULL, -- the seal, the code, the shift's number
    whom TEXT NOT NULL, -- the bank account, the receiver's desk, the cashier
    holder TEXT NOT NULL, -- who put it there
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    kopecks BIGINT NOT NULL,
    ended BIGINT NOT NULL, -- 1 once it is there no more
    PRIMARY KEY (desk, seq)
){clustered};
CREATE INDEX held_name ON held (name);
CREATE INDEX held_day ON held (day);
CREATE INDEX held_open ON held (kind) WHERE ended = 0;

-- What became of it, as a desk or headquarters (hq/1) says: given, accepted, resumed; collected, credited, returned. It
-- may be here before what it is about: another desk's journal comes when it comes.
CREATE TABLE released (
    desk TEXT NOT NULL,
    seq BIGINT NOT NULL,
    name TEXT NOT NULL, -- as held has it
    state TEXT NOT NULL,
    of_desk TEXT NOT NULL, -- whose it was
    of_seq BIGINT NOT NULL, -- 0 where it is not said
    at TEXT NOT NULL,
    kopecks BIGINT NOT NULL,
    PRIMARY KEY (desk, seq, name)
){clustered};
CREATE INDEX released_name ON released (name);

-- The documents of the bank's statements. One that has no number has one made of what it says.
CREATE TABLE statement (
    account TEXT NOT NULL, -- ours, by its twenty digits
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    other TEXT NOT NULL, -- the account of the other; may be empty
    kopecks BIGINT NOT NULL, -- below zero where they left our account
    name TEXT NOT NULL, -- the other's
    inn TEXT NOT NULL, -- the other's
    purpose TEXT NOT NULL,
    imported BIGINT NOT NULL, -- the entry of headquarters' journal that says so
    used BIGINT NOT NULL, -- the entry of headquarters' journal that it proves, 0 for none
    PRIMARY KEY (account, day, number, other)
){clustered};
CREATE INDEX statement_open ON statement (day) WHERE used = 0;
CREATE INDEX statement_used ON statement (used);
CREATE INDEX statement_imported ON statement (imported);

-- What tenders other than cash took and gave back, by the slips that desks wrote down.
CREATE TABLE slip (
    desk TEXT NOT NULL,
    seq BIGINT NOT NULL,
    n BIGINT NOT NULL, -- which of its tenders other than cash, from 1
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    receipt TEXT NOT NULL, -- the payment's
    tender TEXT NOT NULL,
    reference TEXT NOT NULL, -- the slip's number
    kopecks BIGINT NOT NULL, -- below zero where the money went back
    PRIMARY KEY (desk, seq, n)
){clustered};
CREATE INDEX slip_day ON slip (day);

-- What the acquirer's files say.
CREATE TABLE card_operation (
    imported BIGINT NOT NULL, -- the entry of headquarters' journal that says so
    n BIGINT NOT NULL, -- the line of the file
    tender TEXT NOT NULL,
    day TEXT NOT NULL,
    moment TEXT NOT NULL, -- by the acquirer's clock; may be empty
    terminal TEXT NOT NULL,
    reference TEXT NOT NULL,
    code TEXT NOT NULL, -- may be empty
    card TEXT NOT NULL, -- masked; may be empty
    kopecks BIGINT NOT NULL, -- below zero for a refund
    fee BIGINT NOT NULL,
    office TEXT NOT NULL, -- whose it is, as far as slips tell; else empty
    PRIMARY KEY (imported, n)
){clustered};
CREATE INDEX card_operation_day ON card_operation (day);
CREATE INDEX card_operation_tender ON card_operation (tender);
CREATE INDEX card_operation_terminal ON card_operation (terminal);

-- The balances that statements state, where they state both.
CREATE TABLE statement_balance (
    account TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    opening BIGINT NOT NULL,
    closing BIGINT NOT NULL,
    imported BIGINT NOT NULL,
    PRIMARY KEY (account, to_day, from_day)
){clustered};

-- What headquarters' own entries come to, by accounts of the ledger: debits above zero.
CREATE TABLE own_balance (
    account TEXT PRIMARY KEY,
    kopecks BIGINT NOT NULL
);

-- What is due to each supplier of what a desk took: the sum of its lines, remittances not taken off.
CREATE TABLE due (
    desk TEXT NOT NULL,
    supplier TEXT NOT NULL,
    kopecks BIGINT NOT NULL,
    PRIMARY KEY (desk, supplier)
){clustered};

-- The registers that went to suppliers, numbered from 1 for each.
CREATE TABLE register (
    supplier TEXT NOT NULL,
    number BIGINT NOT NULL,
    seq BIGINT NOT NULL, -- the entry of headquarters' journal that made it
    at TEXT NOT NULL,
    by_user TEXT NOT NULL,
    layout TEXT NOT NULL,
    lines BIGINT NOT NULL,
    kopecks BIGINT NOT NULL,
    from_day TEXT NOT NULL, -- the first business day of its lines
    to_day TEXT NOT NULL, -- the last one
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    open BIGINT NOT NULL, -- what of its sum is not remitted yet
    PRIMARY KEY (supplier, number)
){clustered};
CREATE INDEX register_open ON register (supplier, number) WHERE open <> 0;

-- The bytes of a register's file: names and addresses change, what a supplier was sent does not.
CREATE TABLE register_file (
    supplier TEXT NOT NULL,
    number BIGINT NOT NULL,
    content TEXT NOT NULL, -- packed with zstd, in hex
    PRIMARY KEY (supplier, number)
);

-- The runs of desks' entries whose lines a register has. A desk's runs follow each other without gaps.
CREATE TABLE register_span (
    supplier TEXT NOT NULL,
    desk TEXT NOT NULL,
    through BIGINT NOT NULL, -- its last entry
    after BIGINT NOT NULL, -- the last entry before it
    number BIGINT NOT NULL,
    PRIMARY KEY (supplier, desk, through)
){clustered};

-- What suppliers got, by the entry of headquarters' journal that says so.
CREATE TABLE remittance (
    seq BIGINT PRIMARY KEY,
    supplier TEXT NOT NULL,
    at TEXT NOT NULL,
    day TEXT NOT NULL, -- the bank document's, or that of the entry where there is none
    kopecks BIGINT NOT NULL,
    by_user TEXT NOT NULL
);

-- Lines that take off what an earlier register said: the supplier is asked by letter to correct it.
CREATE TABLE correction (
    desk TEXT NOT NULL,
    seq BIGINT NOT NULL,
    n BIGINT NOT NULL,
    supplier TEXT NOT NULL,
    register BIGINT NOT NULL, -- the one that has what is taken off
    kopecks BIGINT NOT NULL, -- below zero
    letter BIGINT NOT NULL, -- its number, from 1 for each supplier; 0 as long as none was written
    state TEXT NOT NULL, -- due, asked, refused, done
    said TEXT NOT NULL, -- the supplier's answer
    PRIMARY KEY (desk, seq, n)
){clustered};
CREATE INDEX correction_letter ON correction (supplier, letter);

-- What a person must look at: a fact about an entry, each once.
CREATE TABLE exception (
    desk TEXT NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    n BIGINT NOT NULL, -- the line, 0 for the whole entry
    subject TEXT NOT NULL, -- whom or what it is about
    kopecks BIGINT NOT NULL,
    day TEXT NOT NULL, -- the business day of the shift that it happened in
    at TEXT NOT NULL, -- the entry's
    found_at TEXT NOT NULL, -- by HQ's clock
    taken_by TEXT, -- who looks after it
    settled_at TEXT,
    PRIMARY KEY (desk, seq, kind, n)
){clustered};
CREATE INDEX exception_open ON exception (desk) WHERE settled_at IS NULL;
CREATE INDEX exception_day ON exception (day);

-- An office's business day, from its first shift on, and whether it is signed off.
CREATE TABLE office_day (
    office TEXT NOT NULL,
    day TEXT NOT NULL,
    seq BIGINT NOT NULL, -- the entry of headquarters' journal that signed or reopened it last; 0 for none
    signed BIGINT NOT NULL,
    at TEXT NOT NULL, -- when that was; empty for none
    by_user TEXT NOT NULL, -- who signed it last; empty for nobody
    PRIMARY KEY (office, day)
){clustered};
CREATE INDEX office_day_unsigned ON office_day (day) WHERE signed = 0;
CREATE INDEX office_day_day ON office_day (day);

-- What headquarters' journal says about an exception, a bag or a day, by the path of its view.
CREATE TABLE story (
    about TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (about, seq)
){clustered};

-- The shifts whose paper was seen.
CREATE TABLE ticked (
    desk TEXT NOT NULL,
    shift BIGINT NOT NULL,
    at TEXT NOT NULL,
    by_user TEXT NOT NULL,
    PRIMARY KEY (desk, shift)
){clustered};

-- What was telephoned of the Z-reports of desks without a network.
CREATE TABLE announced (
    desk TEXT NOT NULL,
    shift BIGINT NOT NULL,
    day TEXT NOT NULL,
    payments BIGINT NOT NULL,
    kopecks BIGINT NOT NULL,
    digits TEXT NOT NULL,
    clerk TEXT NOT NULL,
    at TEXT NOT NULL,
    by_user TEXT NOT NULL,
    PRIMARY KEY (desk, shift)
){clustered};
CREATE INDEX announced_day ON announced (day);

-- What supervisors approved by telephone, and the desk's entry that it came back in.
CREATE TABLE authorisation (
    desk TEXT NOT NULL,
    challenge TEXT NOT NULL,
    by_user TEXT NOT NULL,
    operation TEXT NOT NULL, -- the kind of the entry that it approves
    subject TEXT NOT NULL,
    kopecks BIGINT NOT NULL,
    at TEXT NOT NULL, -- by HQ's clock
    seq BIGINT NOT NULL, -- the entry of headquarters' journal
    used BIGINT NOT NULL, -- the desk's entry; 0 for none yet
    PRIMARY KEY (desk, challenge, by_user)
){clustered};
CREATE INDEX authorisation_waiting ON authorisation (at) WHERE used = 0;

-- The offices: what headquarters knows of them beyond their code. One without a row has its code for a name.
CREATE TABLE office (
    office TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    region TEXT NOT NULL
);

-- What was refused: who said to be who, what was wrong, and about which message, counted.
CREATE TABLE security_event (
    desk TEXT NOT NULL, -- empty for one that HQ does not know
    code TEXT NOT NULL, -- the refusal's
    evidence TEXT NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (desk, code, evidence)
);

-- The accounts that HQ publishes. One whose row is not absent is as old as its supplier's register.
CREATE TABLE account (
    supplier TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    figure BIGINT NOT NULL,
    absent BIGINT NOT NULL,
    as_of TEXT, -- where absent
    counted_through TEXT,
    rev BIGINT NOT NULL,
    PRIMARY KEY (supplier, account)
){clustered};
CREATE UNIQUE INDEX account_rev ON account (rev);

-- The rest of what HQ publishes, as JSON: registers' ages and the catalogue.
CREATE TABLE published (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    rev BIGINT NOT NULL,
    PRIMARY KEY (kind, key)
);
CREATE UNIQUE INDEX published_rev ON published (rev);

CREATE TABLE person (
    name TEXT PRIMARY KEY,
    office TEXT, -- none: they work in all
    region TEXT, -- they work in its offices, where no office is named
    role TEXT NOT NULL,
    full_name TEXT,
    language TEXT,
    pin_hash TEXT NOT NULL,
    retired BIGINT NOT NULL,
    signed_in_at TEXT -- last, here or at a desk whose entries came
);

-- People who are signed in at the back office, by the hash of their token. A session is good as long as the person has the
-- PIN that it was opened with.
CREATE TABLE session (
    token TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    pin TEXT NOT NULL, -- the SHA-256 of the PIN's hash
    until TEXT NOT NULL,
    used_at TEXT NOT NULL -- to the minute
);

-- What was ordered under which id, so that an id does one thing: a hash of who and what, keyed, for a PIN may be in it.
CREATE TABLE ordered (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL
);

-- Wrong PINs in a row at the back office, by the SHA-256 of the name or of the address.
CREATE TABLE wrong_pin (
    whom TEXT PRIMARY KEY,
    tries BIGINT NOT NULL,
    last_at TEXT NOT NULL
);
