# Ошибки в okno.toml. $key – параметр, $found – что там стоит.

settings-syntax = это не TOML: { $found }
settings-missing = нет параметра «{ $key }»: добавьте его
settings-unknown = нет такого параметра «{ $key }»: уберите его или исправьте название
settings-table = «{ $key }» должен быть разделом: напишите [{ $key }] отдельной строкой
settings-office = «{ $key }»: нужно от 1 до 16 латинских букв, цифр или дефисов в кавычках, а не { $found }
settings-desk = «{ $key }»: нужно от 1 до 8 латинских букв, цифр или дефисов в кавычках, а не { $found }
settings-zone = «{ $key }»: нужен часовой пояс, например "Asia/Irkutsk", а не { $found }
settings-language = «{ $key }»: нужно "en" или "ru", а не { $found }
settings-text = «{ $key }»: нужен непустой текст в кавычках, а не { $found }
settings-inn = «{ $key }»: нужно 10 или 12 цифр в кавычках, а не { $found }
settings-url = «{ $key }»: нужен адрес в кавычках, например "https://hq.example:8443", а не { $found }
settings-printer-to = «{ $key }»: нужно "dir:ПУТЬ", "file:ПУТЬ", "tcp:АДРЕС:ПОРТ", "device:ПУТЬ", "serial:ПУТЬ,БОД" или "cups:ОЧЕРЕДЬ", а не { $found }
settings-profile = «{ $key }»: нужно "text", "epson-tm", "rongta", "xprinter" или "generic", а не { $found }
settings-receipt-parts = «{ $key }»: нужен список из "lines", "tenders", "words", "suppliers", "codes", "entry", "footer" без повторов, в нём "lines", "tenders" и "entry", а не { $found }
settings-columns = «{ $key }»: нужно 32, 42 или 48, а не { $found }
settings-hours = «{ $key }»: нужно целое число часов больше нуля, а не { $found }
settings-minutes = «{ $key }»: нужно целое число минут до 65535 или 0, чтобы не блокировать, а не { $found }
settings-kind = «{ $key }»: нужно "till" или "vault", а не { $found }
settings-drawer = «{ $key }»: нужно "own" или "shared", а не { $found }
settings-yes-no = «{ $key }»: нужно true или false, а не { $found }
settings-sum = «{ $key }»: нужна сумма в рублях в кавычках, например "1000" или "0.50", а не { $found }
settings-store = «{ $key }»: нужно "sqlite:ФАЙЛ" или "postgres://…", а не { $found }
settings-listen = «{ $key }»: нужны адрес и порт, например "127.0.0.1:8443", а не { $found }
settings-count = «{ $key }»: нужно целое число больше нуля, а не { $found }
settings-wait = «{ $key }»: нужно целое число, 0 или больше, а не { $found }
