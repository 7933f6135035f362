# Ошибки в keymap.toml. $key – клавиша, $layer – раздел, $action – действие.

keymap-line = keymap.toml, строка { $line }: { $fault }
keymap-syntax = это не TOML: { $found }
keymap-layer = нет раздела «{ $layer }»: есть { $known }
keymap-table = «{ $layer }» должен быть разделом: напишите [{ $layer }] отдельной строкой
keymap-key = «{ $key }» – не клавиша: пишите, например, "f5", "ctrl-l", "alt-7", "del", "pageup"
keymap-typed = «{ $key }» нужна для ввода, её нельзя занять в [{ $layer }]: возьмите функциональную клавишу или букву с Ctrl или Alt
keymap-lost = «{ $key }» не всякий терминал и не всякая раскладка передают как есть: возьмите функциональную клавишу или букву с Ctrl или Alt
keymap-value = «{ $key }»: нужно название действия в кавычках или false, чтобы освободить клавишу
keymap-action = в [{ $layer }] нет действия «{ $action }»: есть { $known }
keymap-other-layer = действие «{ $action }» – из раздела [{ $layer }]: перенесите строку туда
keymap-twice = «{ $key }» здесь во второй раз: оставьте что-то одно
keymap-hidden = «{ $key }» в [{ $layer }] закроет то, что она делает везде: возьмите другую клавишу или освободите эту в [everywhere]
keymap-idle = действие «{ $action }» раздела [{ $layer }] осталось без клавиши: назначьте другую
