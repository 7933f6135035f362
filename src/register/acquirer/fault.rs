//! What may be wrong with an acquirer's file.

use crate::domain::message::text;
use crate::domain::{Message, Money, Word};

/// Why an acquirer's file is refused, besides what any register may be refused for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AcquirerFault {
    /// A card number that is not masked; it is not repeated.
    #[error("there is a full card number; such a file must not be kept")]
    FullCard,
    /// An operation that is neither a sale nor a refund.
    #[error("'{0}' is neither a sale nor a refund")]
    Operation(String),
    /// A sum of nothing, or a sale of less.
    #[error("the {} of {sum} has the wrong sign", kind(*refund))]
    Sign {
        /// True for a refund.
        refund: bool,
        /// The sum.
        sum: Money,
    },
    /// An operation that an earlier line has.
    #[error("the operation {reference} is there twice; first in line {first}")]
    Twice {
        /// The reference.
        reference: String,
        /// The line that has it first.
        first: u64,
    },
}

fn kind(refund: bool) -> &'static str {
    if refund { "refund" } else { "sale" }
}

impl AcquirerFault {
    pub(in crate::register) fn message(&self) -> Message {
        match self {
            AcquirerFault::FullCard => ("error-acquirer-card", vec![]),
            AcquirerFault::Operation(word) => ("error-acquirer-operation", vec![("text", text(word))]),
            AcquirerFault::Sign { refund, sum } => {
                let id = if *refund { "error-acquirer-refund-sign" } else { "error-acquirer-sale-sign" };
                (id, vec![("sum", Word::Money(*sum))])
            }
            AcquirerFault::Twice { reference, first } => {
                ("error-acquirer-twice", vec![("reference", text(reference)), ("first", text(first))])
            }
        }
    }
}
