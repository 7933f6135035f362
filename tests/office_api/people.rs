//! People are added, changed, retired and given PINs over HTTP.
