# What headquarters' server says on the command line.

serve-at = Headquarters serves at { $url }. Ctrl+C ends it.
serve-listen = Nothing can be served at { $address }: { $reason }. Name another address with --listen, or end what listens there.
serve-tls-needed = Beyond this machine desks are served over TLS only, and { $address } is beyond it: name a certificate and its key under [tls] in hq.toml, or say --insecure where something before the server speaks TLS.
serve-tls-file = { $path } is no PEM file with what is needed: { $detail }.
serve-tls = The certificate and the key under [tls] in hq.toml can't be used together: { $detail }.
serve-run = The server had to end: { $reason }.
