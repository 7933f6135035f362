//! The payment QR of GOST R 56042-2014 as a list of fields: read leniently, written strictly.

use super::MAX_PAYLOAD;
use super::encoding::Encoding;
use super::error::{ScanError, Warning};

/// Format and version, which every payment QR starts with; the encoding's digit and the separator follow.
pub(super) const FORMAT: &str = "ST0001";

/// A field of the standard.
struct Known {
    key: &'static str,
    longest: usize,
    required: bool,
}

const fn required(key: &'static str, longest: usize) -> Known {
    Known { key, longest, required: true }
}

const fn optional(key: &'static str, longest: usize) -> Known {
    Known { key, longest, required: false }
}

/// Where the standard leaves the length to the supplier.
const FREE: usize = usize::MAX;

/// The fields whose names Okno knows, with their greatest lengths in characters.
const KNOWN: [Known; 32] = [
    required("Name", 160),
    required("PersonalAcc", 20),
    required("BankName", 45),
    required("BIC", 9),
    required("CorrespAcc", 20),
    optional("Sum", 18),
    optional("Purpose", 210),
    optional("PayeeINN", 12),
    optional("PayerINN", 12),
    optional("KPP", 9),
    optional("CBC", 20),
    optional("OKTMO", 11),
    optional("LastName", FREE),
    optional("FirstName", FREE),
    optional("MiddleName", FREE),
    optional("PayerAddress", FREE),
    optional("PersonalAccount", FREE),
    optional("PersAcc", FREE),
    optional("Contract", FREE),
    optional("Flat", FREE),
    optional("Phone", FREE),
    optional("PaymTerm", FREE),
    optional("PaymPeriod", FREE),
    optional("Category", FREE),
    optional("ServiceName", FREE),
    optional("CounterId", FREE),
    optional("CounterVal", FREE),
    optional("QuittId", FREE),
    optional("QuittDate", FREE),
    optional("AddAmount", FREE),
    optional("UIN", FREE),
    optional("TechCode", FREE),
];

/// A name and a value, as a code carries them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name: the standard's spelling where it is one of the standard's fields.
    pub key: String,
    /// The value as scanned, spaces and all.
    pub value: String,
}

/// What a payment QR holds: its fields in their order, unknown ones too. Encoding and separator are only its dress.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentCode {
    /// The fields, in the order of the code; a name may be there more than once.
    pub fields: Vec<Field>,
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for PaymentCode {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> PaymentCode {
        let fields = fields.into_iter().map(|(key, value)| Field { key: key.into(), value: value.into() });
        PaymentCode { fields: fields.collect() }
    }
}

impl PaymentCode {
    /// Reads the bytes that a scanner delivered, in the encoding that they declare.
    pub fn read(bytes: &[u8]) -> Result<(PaymentCode, Vec<Warning>), ScanError> {
        let (declared, rest) = header(bytes)?;
        let (text, sound) = declared.decode(rest);
        let (code, mut warnings) = fields(declared, &text)?;
        if !sound {
            warnings.push(Warning::Undecodable { declared });
        }
        Ok((code, warnings))
    }

    /// Reads the text that a scanner typed, which somebody has decoded already.
    pub fn read_text(text: &str) -> Result<(PaymentCode, Vec<Warning>), ScanError> {
        let (declared, rest) = header(text.as_bytes())?;
        fields(declared, &Encoding::Utf8.decode(rest).0)
    }

    /// The values of a field without the spaces around them; empty ones count as absent.
    pub fn values(&self, key: &str) -> impl Iterator<Item = &str> {
        self.fields
            .iter()
            .filter(move |field| field.key == key)
            .map(|field| field.value.trim())
            .filter(|v| !v.is_empty())
    }

    /// Writes the code; what [`PaymentCode::read`] makes of the bytes is this code, without a warning.
    ///
    /// `separator` is any ASCII punctuation but `=`.
    pub fn write(&self, encoding: Encoding, separator: char) -> Result<Vec<u8>, WriteError> {
        if !separator.is_ascii_punctuation() || separator == '=' {
            return Err(WriteError::Separator(separator));
        }
        let mut parts = Vec::with_capacity(self.fields.len());
        for Field { key, value } in &self.fields {
            if key.is_empty()
                || key.contains(['=', separator])
                || key.contains(char::is_control)
                || canonical(key) != key
            {
                return Err(WriteError::Key { key: key.clone() });
            }
            if let Some(character) = value.chars().find(|c| *c == separator || c.is_control()) {
                return Err(WriteError::Value { key: key.clone(), character });
            }
            parts.push(format!("{key}={value}"));
        }
        let payload = parts.join(separator.encode_utf8(&mut [0; 4]));
        let faults = self.faults(encoding, &payload);
        if !faults.is_empty() {
            return Err(WriteError::NotToStandard(faults));
        }
        let text = format!("{FORMAT}{}{separator}{payload}", encoding.digit());
        encoding.encode(&text).map_err(|character| WriteError::Encoding { encoding, character })
    }

    /// Where the code falls short of the standard.
    fn faults(&self, encoding: Encoding, payload: &str) -> Vec<Warning> {
        let mut faults = Vec::new();
        for Known { key, longest, required } in KNOWN {
            if required && self.values(key).all(|value| value.trim_start_matches('0').is_empty()) {
                faults.push(Warning::Missing { key });
            }
            let lengths = self.values(key).map(|value| value.chars().count());
            faults.extend(lengths.filter(|length| *length > longest).map(|length| Warning::LongField {
                key,
                length,
                longest,
            }));
        }
        let bytes = encoding.size(payload);
        if bytes > MAX_PAYLOAD {
            faults.push(Warning::LongCode { bytes });
        }
        faults
    }
}

/// Why a payment QR can't be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Not a separator that every reader understands.
    #[error("'{0}' can't separate fields: choose ASCII punctuation other than '='")]
    Separator(char),
    /// A field's name is empty, has `=`, the separator or a control character, or is not the standard's spelling.
    #[error("'{key}' is not the name of a field")]
    Key {
        /// The name.
        key: String,
    },
    /// A value has the separator or a control character.
    #[error("the field '{key}' has the character {character:?}: choose another separator, or leave it out")]
    Value {
        /// The field's name.
        key: String,
        /// The first character that can't stand there.
        character: char,
    },
    /// The encoding lacks a character.
    #[error("{encoding} has no '{character}': choose another encoding")]
    Encoding {
        /// The encoding asked for.
        encoding: Encoding,
        /// The first character that it lacks.
        character: char,
    },
    /// Required fields are missing, or something is too long.
    #[error("the code is not to the standard: {}", faults(.0))]
    NotToStandard(Vec<Warning>),
}

fn faults(faults: &[Warning]) -> String {
    faults.iter().map(Warning::to_string).collect::<Vec<_>>().join("; ")
}

/// True for what starts as a payment QR does, in capitals or not.
pub(super) fn starts_as_payment_code(bytes: &[u8]) -> bool {
    bytes.get(..FORMAT.len()).is_some_and(|start| start.eq_ignore_ascii_case(FORMAT.as_bytes()))
}

/// The declared encoding, and everything after its digit.
fn header(bytes: &[u8]) -> Result<(Encoding, &[u8]), ScanError> {
    if !starts_as_payment_code(bytes) {
        return Err(ScanError::NotAScan);
    }
    let (digit, rest) = bytes[FORMAT.len()..].split_first().ok_or(ScanError::Encoding)?;
    let encoding = Encoding::of_digit(char::from(*digit)).ok_or(ScanError::Encoding)?;
    Ok((encoding, rest))
}

/// The fields of `text`, whose first character is the separator.
fn fields(declared: Encoding, text: &str) -> Result<(PaymentCode, Vec<Warning>), ScanError> {
    // A scanner's end key, or the line end of a file, is no part of the last value.
    let mut characters = text.trim_end_matches(char::is_control).chars();
    let separates = |c: &char| !c.is_alphanumeric() && *c != '=';
    let separator = characters.next().filter(separates).ok_or(ScanError::Separator)?;
    let payload = characters.as_str();
    let (mut code, mut warnings) = (PaymentCode::default(), Vec::new());
    for part in payload.split(separator) {
        match part.split_once('=') {
            Some((found, value)) if !found.trim().is_empty() => {
                let key = canonical(found).to_owned();
                if key != found {
                    warnings.push(Warning::Key { found: found.to_owned(), read_as: key.clone() });
                }
                code.fields.push(Field { key, value: value.to_owned() });
            }
            None if part.trim().is_empty() && warnings.contains(&Warning::EmptyField) => {}
            None if part.trim().is_empty() => warnings.push(Warning::EmptyField),
            _ => warnings.push(Warning::NotAField { text: part.to_owned() }),
        }
    }
    if code.fields.is_empty() {
        return Err(ScanError::NoFields);
    }
    warnings.extend(code.faults(declared, payload));
    Ok((code, warnings))
}

/// The standard's name for the field that `key` means, whatever its case; an unknown name is itself.
pub(super) fn canonical(key: &str) -> &str {
    let key = key.trim();
    // Many billing programs write the payee's INN under the name that it has in payment orders.
    if key.eq_ignore_ascii_case("INN") {
        return "PayeeINN";
    }
    KNOWN.iter().map(|known| known.key).find(|known| known.eq_ignore_ascii_case(key)).unwrap_or(key)
}
