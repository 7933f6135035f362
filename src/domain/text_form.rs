//! The text form that ids, codes, moments and months are stored in: what they parse from and display as.

/// Makes serde's `try_from = "String", into = "String"` work for types with `FromStr` and `Display`.
macro_rules! text_form {
    ($($name:ty => $error:ty),+ $(,)?) => {
        $(impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, $error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.to_string()
            }
        })+
    };
}

pub(crate) use text_form;
