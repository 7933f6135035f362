# What became of a document that was to be printed.

print-failed = Nothing was printed: { $path } can't be written ({ $error }). Mend that, then print again.
print-unknown = It is not certain that this was printed to { $path } ({ $error }). Look there before you print again.
