# Faults of okno.toml. $key is the setting, $found what stands there.

settings-syntax = this is not TOML: { $found }
settings-missing = "{ $key }" is missing: add it
settings-unknown = "{ $key }" is not a setting: remove it or mend its spelling
settings-table = "{ $key }" must be a section: write [{ $key }] on a line of its own
settings-office = "{ $key }" must be 1 to 16 Latin letters, digits or hyphens in quotes, not { $found }
settings-desk = "{ $key }" must be 1 to 8 Latin letters, digits or hyphens in quotes, not { $found }
settings-zone = "{ $key }" must be a time zone such as "Asia/Irkutsk", not { $found }
settings-language = "{ $key }" must be "en" or "ru", not { $found }
settings-text = "{ $key }" must be a text in quotes and not empty, not { $found }
settings-inn = "{ $key }" must be 10 or 12 digits in quotes, not { $found }
settings-url = "{ $key }" must be an address in quotes such as "https://hq.example:8443", not { $found }
settings-printer-to = "{ $key }" must be "dir:PATH", "file:PATH", "tcp:HOST:PORT", "device:PATH", "serial:PATH,BAUD" or "cups:QUEUE", not { $found }
settings-profile = "{ $key }" must be "text", "epson-tm", "rongta", "xprinter" or "generic", not { $found }
settings-receipt-parts = "{ $key }" must be a list of "lines", "tenders", "words", "suppliers", "codes", "entry", "footer", none twice, "lines", "tenders" and "entry" among them, not { $found }
settings-columns = "{ $key }" must be 32, 42 or 48, not { $found }
settings-hours = "{ $key }" must be a whole number of hours above zero, not { $found }
settings-minutes = "{ $key }" must be a whole number of minutes up to 65535, or 0 for never, not { $found }
settings-kind = "{ $key }" must be "till" or "vault", not { $found }
settings-drawer = "{ $key }" must be "own" or "shared", not { $found }
settings-yes-no = "{ $key }" must be true or false, not { $found }
settings-sum = "{ $key }" must be a sum in roubles in quotes, such as "1000" or "0.50", not { $found }
settings-store = "{ $key }" must be "sqlite:FILE" or "postgres://…", not { $found }
settings-listen = "{ $key }" must be an address and a port such as "127.0.0.1:8443", not { $found }
settings-count = "{ $key }" must be a whole number above zero, not { $found }
settings-wait = "{ $key }" must be a whole number, 0 or more, not { $found }
