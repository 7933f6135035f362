//! Where HQ is, and how much the way there is trusted.

use std::path::PathBuf;

use super::error::ClientError;

/// Where HQ is, as the settings or the command line say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// `https://hq.example:8443`, or `http://` on this machine.
    pub url: String,
    /// The certificates that HQ's may be signed by, instead of the public ones: a PEM file.
    pub ca: Option<PathBuf>,
    /// True where plain HTTP is taken although it crosses a network.
    pub insecure: bool,
}

impl Place {
    /// The address without a slash at its end, if it may be used.
    pub(super) fn base(&self) -> Result<String, ClientError> {
        let url = self.url.trim().trim_end_matches('/');
        let address = || ClientError::Address(self.url.clone());
        let (scheme, rest) = url.split_once("://").ok_or_else(address)?;
        // A path would not be under the signature that HQ checks; a name and password have no use here.
        if rest.is_empty() || rest.contains(['/', '?', '#', '@']) || rest.contains(char::is_whitespace) {
            return Err(address());
        }
        match scheme.to_ascii_lowercase().as_str() {
            "https" => Ok(url.to_owned()),
            "http" if self.insecure || is_this_machine(rest) => Ok(url.to_owned()),
            "http" => Err(ClientError::Insecure(self.url.clone())),
            _ => Err(address()),
        }
    }
}

fn is_this_machine(authority: &str) -> bool {
    let host = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, _)) => host,
        None => authority.rsplit_once(':').map_or(authority, |(host, _)| host),
    };
    let is_loopback = host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    host.eq_ignore_ascii_case("localhost") || is_loopback
}

/// A text as one part of a path: whatever is not plain is written as `%D0%90`.
pub(super) fn encoded(part: &str) -> String {
    part.bytes().fold(String::with_capacity(part.len() * 3), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(url: &str, insecure: bool) -> Place {
        Place { url: url.to_owned(), ca: None, insecure }
    }

    #[test]
    fn plain_http_stays_on_this_machine_unless_it_is_asked_for() {
        for url in ["http://127.0.0.1:8443", "http://localhost:80/", "http://[::1]:1", "http://127.8.8.8", "HTTPS://hq"]
        {
            assert_eq!(place(url, false).base().unwrap(), url.trim_end_matches('/'), "{url}");
        }
        for url in ["http://hq.example", "http://10.0.0.1:80", "http://127.0.0.1.example", "http://localhost.example"] {
            assert!(matches!(place(url, false).base(), Err(ClientError::Insecure(_))), "{url}");
            assert!(place(url, true).base().is_ok());
        }
        for url in
            ["", "hq.example", "ftp://hq", "https://", "https://hq/path", "https://a@hq", "https://h q", "http://?"]
        {
            assert!(matches!(place(url, true).base(), Err(ClientError::Address(_))), "{url}");
        }
    }

    #[test]
    fn an_account_is_one_part_of_a_path() {
        assert_eq!(encoded("АБ1/2-3.4"), "%D0%90%D0%911%2F2-3.4");
    }
}
