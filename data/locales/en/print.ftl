# What became of a document that was being printed.

print-failed = Nothing was printed: { $path } – { $error }. Mend that, then print again.
print-unknown = Nobody knows what is on the paper: { $path } – { $error }. Look there before you print again.
print-test-unknown = Nobody knows what is on the paper: { $path } – { $error }.
print-not-ready = The printer { $path }: { $error }. The payment can be taken, its receipt is printed later.

# What is the matter with a printer.
print-paper-out = the paper has run out
print-cover-open = the cover is open
print-offline = the printer is off line
print-fault = the printer has a fault
print-silent = the printer does not answer
print-unreachable = the printer cannot be reached: it is switched off, or the address is another
print-hung-up = the printer broke the connection off
print-interrupted = the program ended while it was printing
