# Faults of keymap.toml. $key is a key, $layer a table, $action what was to be done.

keymap-line = keymap.toml, line { $line }: { $fault }
keymap-syntax = this is not TOML: { $found }
keymap-layer = there is no layer "{ $layer }": use one of { $known }
keymap-table = "{ $layer }" must be a table: write [{ $layer }] on a line of its own
keymap-key = "{ $key }" is no key: write it like "f5", "ctrl-l", "alt-7", "del", "pageup"
keymap-typed = "{ $key }" is for typing and can't be bound in [{ $layer }]: take a function key, or Ctrl or Alt with a letter
keymap-lost = "{ $key }" does not come out of every terminal or layout as it is: take a function key, or Ctrl or Alt with a letter
keymap-value = "{ $key }" needs the name of an action in quotes, or false to be free
keymap-action = there is no action "{ $action }" in [{ $layer }]: use one of { $known }
keymap-other-layer = the action "{ $action }" belongs to [{ $layer }]: write the line there
keymap-twice = "{ $key }" is here a second time: leave one of the two
keymap-hidden = "{ $key }" in [{ $layer }] would hide what it does everywhere: take another key, or free this one in [everywhere]
keymap-idle = the action "{ $action }" of [{ $layer }] is left without a key: give it another
